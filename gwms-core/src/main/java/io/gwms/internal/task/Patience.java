package io.gwms.internal.task;

/** What to do while the store cannot be reached. */
@FunctionalInterface
interface Patience {
    /** Waits and says whether to try again; or throws {@code failure}. */
    boolean again(LiveRun run, int failures, Throwable failure);
}
