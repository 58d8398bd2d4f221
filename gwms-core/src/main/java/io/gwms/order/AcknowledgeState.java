package io.gwms.order;

/** What of a B2B order is acknowledged; an acknowledgement that is under way is its {@link OrderAttempt}. */
public enum AcknowledgeState {
    NONE,
    ACCEPTED_ALL,
    PARTIAL,
    REJECTED_ALL;

    /** What so many pieces accepted and rejected come to. */
    static AcknowledgeState of(long accepted, long rejected) {
        return accepted == 0 ? REJECTED_ALL : rejected == 0 ? ACCEPTED_ALL : PARTIAL;
    }
}
