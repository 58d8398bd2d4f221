package io.gwms.audit;

import io.gwms.evidence.ApiCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Redacted calls in local files until the store has them. Each is framed by its length and a checksum and is on the
 * disk before {@link #append} returns; callers that come together share one flush. A file is deleted once all in it are
 * settled; what an ended process left behind is read again by {@link #replay}, up to the first torn frame. What there was
 * no room for in memory is parked here, and read again by {@link #unpark} in the same process.
 *
 * <p>One process at a time uses a directory. Shared by threads, also by interrupted ones.
 */
final class Journal implements AutoCloseable {
    private static final String SUFFIX = ".calls";

    private final Path directory;
    private final long rollAt;
    private final long limit;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final long firstOwn;
    private final Deque<JournalFile> parking = new ArrayDeque<>();
    private @Nullable JournalFile current;
    private long number;
    private long bytes;
    private volatile long parked;
    private boolean closed;

    private Journal(Path directory, long rollAt, long limit, FileChannel lockChannel, FileLock lock, long number) {
        this.directory = directory;
        this.rollAt = rollAt;
        this.limit = limit;
        this.lockChannel = lockChannel;
        this.lock = lock;
        this.firstOwn = number;
        this.number = number;
    }

    /**
     * Opens the journal in that directory, which is made if missing.
     *
     * @param rollAt how many bytes a file has when the next one begins
     * @param limit how many bytes this process writes at most before earlier ones are settled
     * @throws IllegalStateException when another process uses it
     * @throws UncheckedIOException when it cannot be used
     */
    static Journal open(Path directory, long rollAt, long limit) {
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
            long last =
                    files(directory).stream().mapToLong(Journal::numberOf).max().orElse(0);
            return new Journal(directory, rollAt, limit, channel, lock, last + 1);
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
     * Gives the calls of earlier recorders to the writer, file by file, and deletes each file that was taken. One that is
     * gone meanwhile was settled by a recorder whose store answered after it had closed.
     */
    void replay(Consumer<List<ApiCall>> writer) throws IOException {
        for (Path file : files(directory)) {
            if (numberOf(file) < firstOwn) {
                try {
                    writer.accept(JournalFile.read(file));
                } catch (NoSuchFileException e) {
                    continue;
                }
                Files.deleteIfExists(file);
            }
        }
    }

    /** How many calls are parked. */
    long parked() {
        return parked;
    }

    /**
     * Gives parked calls of one file to the writer; whether it took them, which nothing to give counts as.
     *
     * @throws IOException when they cannot be read; they are for the next start then
     */
    boolean unpark(Predicate<List<ApiCall>> writer) throws IOException {
        JournalFile file;
        BitSet frames;
        synchronized (this) {
            file = parking.peekFirst();
            if (file == null) {
                return true;
            }
            if (file == current) {
                current = null;
            }
            frames = (BitSet) file.parked.clone();
        }
        List<ApiCall> all;
        try {
            all = JournalFile.read(file.path());
            if (all.size() < frames.length()) {
                throw new IOException("a file of the audit journal can be read up to its call " + all.size() + " only");
            }
        } catch (IOException e) {
            unparked(file, frames);
            throw e;
        }
        if (!writer.test(frames.stream().mapToObj(all::get).toList())) {
            return false;
        }
        unparked(file, frames);
        release(file, frames.cardinality());
        return true;
    }

    private synchronized void unparked(JournalFile file, BitSet frames) {
        file.parked.andNot(frames);
        if (file.parked.isEmpty()) {
            parking.remove(file);
        }
        parked -= frames.cardinality();
    }

    private synchronized void park(JournalFile file, int frame) {
        if (file.parked.isEmpty()) {
            parking.addLast(file);
        }
        file.parked.set(frame);
        parked++;
    }

    /**
     * Writes a call down; it is on the disk when this returns.
     *
     * @throws IOException when it cannot be written, or the journal is full or closed
     */
    Place append(ApiCall call) throws IOException {
        byte[] frame = JournalFile.frame(call);
        Place place;
        long end;
        synchronized (this) {
            if (bytes + frame.length > limit) {
                throw new IOException("the audit journal is full: it may hold " + limit + " bytes");
            }
            JournalFile file = current == null ? begin() : current;
            current = file;
            place = new Place(this, file, file.frames());
            file.append(frame);
            bytes += frame.length;
            end = file.size();
            if (end >= rollAt) {
                current = null;
            }
        }
        try {
            place.file.force(end);
        } catch (IOException e) {
            release(place.file, 1);
            throw e;
        }
        return place;
    }

    private JournalFile begin() throws IOException {
        if (closed) {
            throw new IOException("the audit journal is closed");
        }
        return JournalFile.create(directory.resolve("%020d%s".formatted(number++, SUFFIX)));
    }

    private synchronized void release(JournalFile file, int frames) throws IOException {
        if (file.release(frames)) {
            bytes -= file.size();
            if (file == current) {
                current = null;
            }
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
            current.close();
            current = null;
        }
        lock.release();
        lockChannel.close();
    }

    private static List<Path> files(Path directory) throws IOException {
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

    /** Where a call stands in the journal. */
    static final class Place {
        private final Journal journal;
        private final JournalFile file;
        private final int frame;

        private Place(Journal journal, JournalFile file, int frame) {
            this.journal = journal;
            this.file = file;
            this.frame = frame;
        }

        /** The call is settled and need not be kept here. */
        void release() {
            try {
                journal.release(file, 1);
            } catch (IOException e) {
                throw new UncheckedIOException("a file of the audit journal cannot be deleted", e);
            }
        }

        /** The call stays here alone until {@link Journal#unpark}. */
        void park() {
            journal.park(file, frame);
        }
    }
}
