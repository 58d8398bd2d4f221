package io.gwms.order;

import io.gwms.Incubating;

/** How far a B2B order is acknowledged. */
@Incubating
public enum AcknowledgeState {
    NONE,
    IN_FLIGHT,
    UNKNOWN,
    ACCEPTED_ALL,
    PARTIAL,
    REJECTED_ALL
}
