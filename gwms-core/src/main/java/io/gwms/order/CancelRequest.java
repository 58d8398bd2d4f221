package io.gwms.order;

/** Whether somebody asked for an order to be cancelled while a warehouse has it. */
public enum CancelRequest {
    NONE,
    BY_OPERATOR,
    /** An operator asked, and the platform is to be told once the warehouse has confirmed. */
    BY_OPERATOR_EVERYWHERE,
    BY_PLATFORM,
    /** It was asked for and the goods, or the warehouse, said no. */
    REFUSED;

    /** Whether it is asked for and nobody has said no. */
    public boolean isAsked() {
        return this == BY_OPERATOR || this == BY_OPERATOR_EVERYWHERE || this == BY_PLATFORM;
    }
}
