package io.gwms.internal;

/** A credential lacks a secret or setting that its connector needs; a run of orders fails by it as by a wrong one. */
public final class IncompleteCredential extends IllegalStateException {
    /**
     * In every message that misses a credential or part of one: how it is given. By it the error of a task is known to be a
     * matter of set-up here, and none of the far side.
     */
    public static final String REMEDY = "with gwms.credentials().";

    private static final long serialVersionUID = 1L;

    public IncompleteCredential(String message) {
        super(message);
    }
}
