package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;

/**
 * One side's body of a recorded call, redacted.
 *
 * @param state how much of it is here
 * @param text the redacted text; of a binary body a summary
 * @param size bytes that went over the wire, whatever is kept here
 * @param sha256 digest of those bytes in lower-case hex; empty when none was computed
 */
public record CapturedBody(State state, String text, long size, String sha256) {
    private static final CapturedBody NONE = new CapturedBody(State.NONE, "", 0, "");

    public CapturedBody {
        requireNonNull(state, "state");
        requireNonNull(text, "text");
        Require.zeroOrMore(size, "size");
        requireNonNull(sha256, "sha256");
    }

    /** No body at all. */
    public static CapturedBody none() {
        return NONE;
    }

    /** The same without its text. */
    public CapturedBody withoutText() {
        return text.isEmpty() ? this : new CapturedBody(state, "", size, sha256);
    }

    /** What is left of it when its contents are removed; one that had none stays as it is. */
    public CapturedBody purged() {
        return state == State.NONE ? this : new CapturedBody(State.PURGED, "", size, sha256);
    }

    /** The same when the digest, by which a short body could be guessed, has to go too. */
    public CapturedBody erased() {
        return state == State.NONE ? this : new CapturedBody(State.PURGED, "", size, "");
    }

    /** How much of a body is kept. */
    public enum State {
        /** There was none. */
        NONE,
        /** All of it, but for what is redacted. */
        COMPLETE,
        /** The first part; size and digest tell of the whole. */
        TRUNCATED,
        /** The application stopped reading or sending; this is what it saw. */
        PARTIAL,
        /** It ended early, by a failure. */
        FAILED,
        /** Left out by a rule. */
        OMITTED,
        /** It was kept once; retention or an erasure has removed it. */
        PURGED
    }
}
