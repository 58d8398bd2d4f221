package io.gwms.audit.internal;

/** A recorder that says when it is about to take nothing in any more. Shared by threads. */
public interface ClosingRecorder {
    /** Runs that while the recorder still takes calls, as the last thing before it closes. */
    void beforeClosing(Runnable record);
}
