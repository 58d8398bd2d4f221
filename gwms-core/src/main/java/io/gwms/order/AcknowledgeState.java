package io.gwms.order;

import io.gwms.Incubating;

/** What of a B2B order is acknowledged; an acknowledgement that is under way is its {@link OrderAttempt}. */
@Incubating
public enum AcknowledgeState {
    NONE,
    ACCEPTED_ALL,
    PARTIAL,
    REJECTED_ALL
}
