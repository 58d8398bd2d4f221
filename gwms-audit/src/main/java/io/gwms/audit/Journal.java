package io.gwms.audit;

import io.gwms.evidence.ApiCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Redacted calls in local files until the store has them. Each is framed by its length and a checksum and is on the
 * disk before {@link #append} returns; callers that come together share one flush. A file is deleted once all in it are
 * settled; what an ended process left behind is read again by {@link #replay}, up to the first torn frame.
 *
 * <p>One process at a time uses a directory. Shared by threads.
 */
final class Journal implements AutoCloseable {
    private static final String SUFFIX = ".calls";
    private static final int FRAME = 8;
    private static final int MOST_FRAME_BYTES = 256 * 1024 * 1024;

    private final Path directory;
    private final long rollAt;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final long firstOwn;
    private @Nullable Segment current;
    private long number;
    private boolean closed;

    private Journal(Path directory, long rollAt, FileChannel lockChannel, FileLock lock, long number) {
        this.directory = directory;
        this.rollAt = rollAt;
        this.lockChannel = lockChannel;
        this.lock = lock;
        this.firstOwn = number;
        this.number = number;
    }

    /**
     * Opens the journal in that directory, which is made if missing.
     *
     * @throws IllegalStateException when another process uses it
     * @throws UncheckedIOException when it cannot be used
     */
    static Journal open(Path directory, long rollAt) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new IllegalStateException("The audit journal " + directory
                        + " is in use by another process or runtime; give each its own directory");
            }
            long last = segments(directory).stream()
                    .mapToLong(Journal::numberOf)
                    .max()
                    .orElse(0);
            return new Journal(directory, rollAt, channel, lock, last + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The audit journal cannot be opened in " + directory + "; pass a directory this process may write",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Gives the calls of earlier processes to the writer, file by file, and deletes each file that was taken.
     */
    void replay(Consumer<List<ApiCall>> writer) throws IOException {
        for (Path file : segments(directory)) {
            if (numberOf(file) < firstOwn) {
                writer.accept(read(file));
                Files.delete(file);
            }
        }
    }

    /** Writes a call down; it is on the disk when this returns. */
    Place append(ApiCall call) throws IOException {
        byte[] body = CallBytes.of(call);
        CRC32C sum = new CRC32C();
        sum.update(body);
        ByteBuffer frame = ByteBuffer.allocate(FRAME + body.length)
                .putInt(body.length)
                .putInt((int) sum.getValue())
                .put(body)
                .flip();
        Segment segment;
        long end;
        synchronized (this) {
            segment = current == null ? begin() : current;
            end = segment.append(frame);
            if (end >= rollAt) {
                current = null;
            }
        }
        segment.force(end);
        return new Place(this, segment);
    }

    private Segment begin() throws IOException {
        if (closed) {
            throw new IOException("the audit journal is closed");
        }
        Path file = directory.resolve("%020d%s".formatted(number++, SUFFIX));
        current = new Segment(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        return current;
    }

    private synchronized void release(Segment segment) throws IOException {
        if (--segment.pending == 0) {
            if (segment == current) {
                current = null;
            }
            segment.channel.close();
            Files.deleteIfExists(segment.file);
        }
    }

    /** Gives the directory back; files with calls that are not settled stay for the next start. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (current != null) {
            current.channel.close();
            current = null;
        }
        lock.release();
        lockChannel.close();
    }

    private static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static long numberOf(Path file) {
        String name = file.getFileName().toString();
        try {
            return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The calls of a file up to its end or the first frame that is torn. */
    private static List<ApiCall> read(Path file) throws IOException {
        List<ApiCall> calls = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
        while (in.remaining() >= FRAME) {
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

    /** One file of the journal; its pending calls are guarded by the journal. */
    private static final class Segment {
        private final Path file;
        private final FileChannel channel;
        private int pending;
        private volatile long written;
        private volatile long forced;

        private Segment(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        /** Guarded by the journal. A frame that was written in part is cut off again. */
        private long append(ByteBuffer frame) throws IOException {
            long start = written;
            try {
                while (frame.hasRemaining()) {
                    channel.write(frame, start + frame.position());
                }
            } catch (IOException e) {
                channel.truncate(start);
                throw e;
            }
            written = start + frame.limit();
            pending++;
            return written;
        }

        /** The first to come flushes for all whose frames are written by then. */
        private synchronized void force(long end) throws IOException {
            if (forced < end) {
                long target = written;
                channel.force(false);
                forced = target;
            }
        }
    }

    /** Where a call stands in the journal. */
    static final class Place {
        private final Journal journal;
        private final Segment segment;

        private Place(Journal journal, Segment segment) {
            this.journal = journal;
            this.segment = segment;
        }

        /** The call is settled and need not be kept here. */
        void release() {
            try {
                journal.release(segment);
            } catch (IOException e) {
                throw new UncheckedIOException("a file of the audit journal cannot be deleted", e);
            }
        }
    }
}
