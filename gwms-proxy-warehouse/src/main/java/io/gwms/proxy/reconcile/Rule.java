package io.gwms.proxy.reconcile;

/** The rule that decided a line; its name is stored with the line. */
public enum Rule {
    /** Both sides hold the same, once what is on its way is counted. */
    EQUAL,
    /** The batches are split otherwise here, and their sums agree. */
    REDISTRIBUTED,
    /** The batch is corrected to what the proxy warehouse holds. */
    CORRECT,
    /** Two complete snapshots did not show a piece of the batch: it goes to zero, or to what shipped and is not booked here. */
    ZERO_CONFIRMED,
    /** The batch goes down to what orders here have reserved and no further; the rest is for a person. */
    RESERVED_FLOOR,
    /** Pieces changed their inventory type within a batch: one transfer, neither a loss nor a gain. */
    REGRADE,
    /**
     * One type of the batch gains pieces, which the other one may still count since it is not brought down yet: raised no
     * further than the other one goes down; the rest waits for it.
     */
    TYPE_UNCLEAR,
    /** One side does not say with which inbound order its pieces came, and the sums of both differ; reported. */
    RESIDUE,
    /** The same, corrected oldest batch first because the settings say so. */
    RESIDUE_FIFO,
    /** A complete snapshot shows nothing of the batch for the first time; the next one decides. */
    SUSPECT,
    /** The system does not say that a batch left out holds nothing. */
    MISSING_NOT_ZERO,
    /** The SKU over there stands for nothing here; reported. */
    UNMAPPED_SKU,
    /** The local SKU has no name over there, so its absence there means nothing. */
    NOT_MAPPED_HERE,
    /** The inbound order over there is linked to none here, and no batch here bears its number. */
    UNLINKED_INBOUND,
    /** The batch belongs to an inbound order that is open here; booking that will settle it. */
    OPEN_INBOUND,
    /** Orders on their way or in doubt may explain the difference, and nobody knows to which batch and type it belongs. */
    IN_FLIGHT_UNCLEAR,
    /** Several batches could be meant; a person decides. */
    AMBIGUOUS,
    /** The row is impossible. */
    INVALID_ROW,
    /** The same row came twice; counted once. */
    REPEATED_ROW,
    /** The snapshot cannot be built upon, or not for this SKU, so nothing is changed. */
    SNAPSHOT_UNUSABLE
}
