package io.gwms;

import java.time.Duration;

/**
 * A part that plugs into a runtime: it contributes task handlers, recorders and schemas, and may run
 * something of its own between start and stop. A host installs modules one by one; nothing is found
 * by scanning.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Install only wires.</b> {@link #install} starts no thread and makes no call.
 *   <li><b>Around the tasks.</b> Modules start in the order of installation, before the first task is
 *       claimed, and stop in the reverse order, after the last round has ended.
 *   <li><b>One runtime each.</b> A module instance is installed once.
 * </ol>
 */
public interface GwmsModule {
    /** A short, unique name, for messages. */
    String name();

    /** Contributes what the module has; called by {@code Gwms.Builder.build()}. */
    void install(ModuleSetup setup);

    /** Begins what runs by itself; called by {@code Gwms.start()}. */
    default void start() {}

    /**
     * Ends it, within the given time where possible; called by {@code Gwms.close()}, also on a runtime
     * that was only stepped and never started. What it throws is a problem in the {@link CloseReport}, and keeps nobody else
     * from stopping.
     */
    default void stop(Duration within) {}
}
