package io.gwms.evidence;

/** How far a record of the API log has come. */
public enum CallPhase {
    /** Written before the call was sent, for actions whose intent is recorded; its end is not known, or not yet. */
    OPEN,
    /** The call has ended, well or not. */
    ENDED,
    /** The recorder was closed while the call was under way. */
    ABANDONED,
    /** No call: it stands for calls that are not in the log, and says how many at most and from when to when. */
    GAP
}
