package io.gwms.evidence;

/** The colour of a call in the API log (platform-api-logs, section 2.2). */
public enum StatusClass {
    /** It worked: 1xx, 2xx, 304. */
    GREEN,
    /** The request was at fault: 4xx, an unresolved redirect, too many calls; fix it on our side. */
    ORANGE,
    /** The far side failed or did not answer: 5xx, time-out, unreadable; often worth a later retry. */
    RED
}
