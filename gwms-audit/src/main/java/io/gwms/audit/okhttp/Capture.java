package io.gwms.audit.okhttp;

import io.gwms.evidence.BodyCapture;
import io.gwms.evidence.CapturedBody.State;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one body that flows past: its first bytes, the number of all of them, and a digest once they are more
 * than what is kept. Memory grows with what has flowed, never with what was announced. Shared by threads: a reply may be
 * read on another one than the call was made on.
 */
final class Capture {
    private static final byte[] NOTHING = new byte[0];

    private final int limit;
    private final boolean digests;
    private byte[] kept = NOTHING;
    private int length;
    private long size;
    private @Nullable MessageDigest digest;
    private State state = State.NONE;

    Capture(int limit, boolean digests) {
        this.limit = limit;
        this.digests = digests;
    }

    /** A body begins, again if the call is repeated. */
    synchronized void begin() {
        kept = NOTHING;
        length = 0;
        size = 0;
        digest = null;
        state = State.PARTIAL;
    }

    /** The first bytes of a buffer are about to pass. Whatever goes wrong here, they pass. */
    synchronized void add(Buffer passing, long byteCount) {
        try {
            long before = size;
            size += byteCount;
            int room = (int) Math.min(byteCount, Math.max(0, limit - before));
            if (room > 0) {
                keep(passing, room);
            }
            if (digests && limit > 0 && room < byteCount) {
                passing.copyTo(new DigestStream(digest()), room, byteCount - room);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            omit();
        }
    }

    /** A body that comes at once takes an array of its size; a longer one doubles it. */
    private void keep(Buffer passing, int count) throws IOException {
        if (kept.length < length + count) {
            kept = Arrays.copyOf(kept, length == 0 ? count : Math.min(limit, Math.max(length + count, 2 * length)));
        }
        int at = length;
        passing.copyTo(new ArrayStream(kept, at), 0, count);
        length += count;
    }

    private MessageDigest digest() {
        MessageDigest running = digest;
        if (running == null) {
            try {
                running = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("SHA-256 is missing, though every Java runtime has it", e);
            }
            running.update(kept, 0, length);
            digest = running;
        }
        return running;
    }

    /** It is not known, or not looked at, what passes. */
    synchronized void omit() {
        kept = NOTHING;
        length = 0;
        state = State.OMITTED;
    }

    /** All of it has passed. */
    synchronized void complete() {
        if (state == State.PARTIAL) {
            state = State.COMPLETE;
        }
    }

    /** It broke off. */
    synchronized void failed() {
        if (state == State.PARTIAL) {
            state = State.FAILED;
        }
    }

    synchronized boolean hasBegun() {
        return state != State.NONE;
    }

    synchronized long size() {
        return size;
    }

    /** What is kept by now; what passes later does not change it. */
    synchronized Kept kept() {
        return new Kept(kept, length, outcome());
    }

    /** The first bytes of a body, and what is known of the rest. Immutable. */
    static final class Kept {
        static final Kept NONE = new Kept(NOTHING, 0, BodyCapture.whole(0));

        private final byte[] array;
        private final int length;
        private final BodyCapture capture;

        /** Takes the array as it is; what stands before that length nobody changes any more. */
        private Kept(byte[] array, int length, BodyCapture capture) {
            this.array = array;
            this.length = length;
            this.capture = capture;
        }

        /** They, in an array of their size. */
        byte[] bytes() {
            return array.length == length ? array : Arrays.copyOf(array, length);
        }

        /** How much memory they hold. */
        int held() {
            return array.length;
        }

        BodyCapture capture() {
            return capture;
        }
    }

    private BodyCapture outcome() {
        boolean whole = size <= limit;
        State end = state == State.COMPLETE && !whole ? State.TRUNCATED : state;
        if (end == State.COMPLETE && size == 0) {
            end = State.NONE;
        }
        return new BodyCapture(end, size, digest == null ? "" : HexFormat.of().formatHex(copy(digest)));
    }

    private static byte[] copy(MessageDigest running) {
        try {
            return ((MessageDigest) running.clone()).digest();
        } catch (CloneNotSupportedException e) {
            return running.digest();
        }
    }

    private static final class ArrayStream extends OutputStream {
        private final byte[] array;
        private int at;

        private ArrayStream(byte[] array, int at) {
            this.array = array;
            this.at = at;
        }

        @Override
        public void write(int b) {
            array[at++] = (byte) b;
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            System.arraycopy(bytes, from, array, at, count);
            at += count;
        }
    }

    private static final class DigestStream extends OutputStream {
        private final MessageDigest digest;

        private DigestStream(MessageDigest digest) {
            this.digest = digest;
        }

        @Override
        public void write(int b) {
            digest.update((byte) b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            digest.update(bytes, from, length);
        }
    }
}
