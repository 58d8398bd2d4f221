package io.gwms.audit;

import io.gwms.evidence.ApiCall;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One file of the journal: frame after frame, each a length, a checksum and a call. All but flushing is guarded by the
 * journal. It is not written through a channel, which an interrupted caller would close for all.
 */
final class JournalFile {
    private static final int HEAD = 8;
    private static final int MOST_FRAME_BYTES = 256 * 1024 * 1024;

    /** Which frames are kept here alone. */
    final BitSet parked = new BitSet();

    private final Path path;
    private final RandomAccessFile file;
    private int frames;
    private int pending;
    private volatile long written;
    private volatile long forced;

    private JournalFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    static JournalFile create(Path path) throws IOException {
        return new JournalFile(path, new RandomAccessFile(path.toFile(), "rw"));
    }

    /** A call as it is written. */
    static byte[] frame(ApiCall call) throws IOException {
        byte[] body = CallBytes.of(call);
        CRC32C sum = new CRC32C();
        sum.update(body);
        return ByteBuffer.allocate(HEAD + body.length)
                .putInt(body.length)
                .putInt((int) sum.getValue())
                .put(body)
                .array();
    }

    /** Adds a frame, over what is left of one that could not be written whole. */
    void append(byte[] frame) throws IOException {
        long start = written;
        file.seek(start);
        file.write(frame);
        written = start + frame.length;
        frames++;
        pending++;
    }

    /** Brings it to the disk up to that byte; the first to come does so for all whose frames are written by then. */
    synchronized void force(long end) throws IOException {
        if (forced < end) {
            long target = written;
            file.getFD().sync();
            forced = target;
        }
    }

    /** Says that so many calls need not be kept here; whether that were the last ones, and the file is gone. */
    boolean release(int calls) throws IOException {
        pending -= calls;
        if (pending > 0) {
            return false;
        }
        file.close();
        Files.deleteIfExists(path);
        return true;
    }

    int frames() {
        return frames;
    }

    /** Bytes of whole frames. */
    long size() {
        return written;
    }

    Path path() {
        return path;
    }

    void close() throws IOException {
        file.close();
    }

    /** The calls of a file up to its end or the first frame that is torn. */
    static List<ApiCall> read(Path path) throws IOException {
        List<ApiCall> calls = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(path));
        while (in.remaining() >= HEAD) {
            int length = in.getInt();
            int sum = in.getInt();
            if (length <= 0 || length > MOST_FRAME_BYTES || length > in.remaining()) {
                break;
            }
            byte[] body = new byte[length];
            in.get(body);
            CRC32C actual = new CRC32C();
            actual.update(body);
            if ((int) actual.getValue() != sum) {
                break;
            }
            calls.add(CallBytes.call(body));
        }
        return calls;
    }
}
