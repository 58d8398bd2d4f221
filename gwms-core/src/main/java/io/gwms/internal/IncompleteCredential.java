package io.gwms.internal;

/** A credential lacks a secret or setting that its connector needs; a run of orders fails by it as by a wrong one. */
public final class IncompleteCredential extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public IncompleteCredential(String message) {
        super(message);
    }
}
