package io.gwms.audit.export;

import io.gwms.evidence.ApiCall;

/** The whole address of a call. */
final class CallUrl {
    private CallUrl() {}

    /** With the scheme of its first attempt; https where nobody watched. */
    static String of(ApiCall call) {
        boolean plain =
                !call.attempts().isEmpty() && call.attempts().get(0).url().regionMatches(true, 0, "http://", 0, 7);
        return (plain ? "http://" : "https://")
                + call.host()
                + call.path()
                + (call.query().isEmpty() ? "" : "?" + call.query());
    }
}
