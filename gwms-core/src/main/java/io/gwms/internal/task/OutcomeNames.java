package io.gwms.internal.task;

import io.gwms.task.ManualReason;
import io.gwms.task.TaskVerdict;
import java.time.Duration;

/** How an attempt names the end of its round. */
public final class OutcomeNames implements TaskVerdict.Cases<String> {
    /** The round ended because the far side named the time to come back. */
    public static final String AGAIN_AFTER = "AGAIN_AFTER";

    static final String MANUAL = "MANUAL";
    /** The round failed. */
    public static final String FAILED = "FAILED";

    private static final OutcomeNames NAMES = new OutcomeNames();

    private OutcomeNames() {}

    static String of(TaskVerdict verdict) {
        return verdict.fold(NAMES);
    }

    @Override
    public String done() {
        return "DONE";
    }

    @Override
    public String again() {
        return "AGAIN";
    }

    @Override
    public String againAfter(Duration delay) {
        return AGAIN_AFTER;
    }

    @Override
    public String failed() {
        return FAILED;
    }

    @Override
    public String needsHuman(ManualReason reason) {
        return MANUAL;
    }
}
