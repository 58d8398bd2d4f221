package io.gwms.platform.sync;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.state.Change;
import io.gwms.task.TaskResult;
import java.util.List;
import java.util.Optional;

/** One thing a platform is to be told, which must not be done there twice. {@link EffectRound} tells it. */
interface Effect {
    /** What it is, for sentences: «the shipment». */
    String name();

    /** Tells the platform. */
    Outcome<Receipt> send();

    /** Whether the platform can be asked whether it knows of it. */
    boolean canAsk();

    /** Asks whether the platform knows of it: by the transaction it named, or by the thing itself when that is empty. */
    Outcome<Optional<Receipt>> ask(String transaction);

    /** Whether that is something else of ours, which the platform shows for it. */
    default boolean isAnothers(Receipt receipt) {
        return false;
    }

    /** The platform knows of it. */
    TaskResult applied(Receipt receipt, String how);

    /** The platform surely did not take it. */
    List<Change> refused(Refusal refusal);

    /** The platform may or may not know of it. */
    List<Change> unknown(String text);

    /**
     * What a platform answered.
     *
     * @param reference its own name for it; of a pending one for the transaction
     * @param pending whether it has only taken it
     */
    record Receipt(String reference, boolean pending) {}
}
