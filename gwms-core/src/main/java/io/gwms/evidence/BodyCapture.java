package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.CapturedBody.State;
import io.gwms.internal.Require;

/**
 * What is known of a body that flowed past the recorder, of which only the beginning was kept. No part of it is in
 * here.
 *
 * @param state how it ended, and whether what is kept is all of it
 * @param size bytes that flowed
 * @param sha256 digest of those bytes in lower-case hex; empty when none was computed
 */
public record BodyCapture(State state, long size, String sha256) {
    public BodyCapture {
        requireNonNull(state, "state");
        Require.zeroOrMore(size, "size");
        requireNonNull(sha256, "sha256");
    }

    /** A body that is kept whole. */
    public static BodyCapture whole(long size) {
        return new BodyCapture(size == 0 ? State.NONE : State.COMPLETE, size, "");
    }
}
