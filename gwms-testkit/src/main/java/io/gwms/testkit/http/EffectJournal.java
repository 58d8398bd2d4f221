package io.gwms.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a fake that may be killed: one line of JSON per effect, on disk before the caller hears of it. A fake
 * applies an effect by appending it here and then changing its own state; after a restart it replays. Pushes of virtual
 * time belong on it too, so that time does not run backwards.
 *
 * <p>A line counts once its line feed is written. A torn tail, left by a kill in the middle of a write, is cut off when the
 * file is opened. A file is used by one process at a time.
 *
 * <p><b>Threads:</b> shared; lines never interleave. Errors of the disk are {@link UncheckedIOException}.
 */
public final class EffectJournal implements AutoCloseable {
    private final Optional<FileChannel> file;
    private final List<String> lines;

    private EffectJournal(Optional<FileChannel> file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** A journal that lives as long as the process. */
    public static EffectJournal inMemory() {
        return new EffectJournal(Optional.empty(), new ArrayList<>());
    }

    /**
     * Opens a journal file, new or left by an earlier process.
     *
     * @throws IllegalStateException when the file is in use
     */
    public static EffectJournal open(Path path) {
        @Nullable FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            if (!locked(channel)) {
                throw new IllegalStateException("journal " + path
                        + " is in use; end the fake that holds it or choose another file for this one");
            }
            return new EffectJournal(Optional.of(channel), completeLines(channel));
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw new UncheckedIOException("cannot open the journal " + path, e);
        } catch (RuntimeException e) {
            closeQuietly(channel, e);
            throw e;
        }
    }

    /** Hands every line so far to {@code replay}, oldest first. */
    public synchronized void replay(Consumer<String> replay) {
        List.copyOf(lines).forEach(replay);
    }

    /**
     * Adds one effect and returns when it is on disk.
     *
     * @throws IllegalArgumentException when the text holds a line feed
     */
    public synchronized void append(String json) {
        if (json.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("an effect must be one line of JSON, but is: " + json);
        }
        file.ifPresent(channel -> write(channel, json));
        lines.add(json);
    }

    /** Closes the file; a closed journal can be read, not added to. */
    @Override
    public synchronized void close() {
        if (file.isPresent()) {
            try {
                file.get().close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close the journal", e);
            }
        }
    }

    private static void write(FileChannel channel, String json) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the journal", e);
        }
    }

    /** Leaves the channel positioned, and the file cut, after the last complete line. */
    private static List<String> completeLines(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // reads on until the buffer is full
        }
        byte[] content = bytes.array();
        int end = bytes.position();
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        channel.truncate(end);
        channel.position(end);
        var lines = new ArrayList<String>();
        if (end > 0) {
            lines.addAll(List.of(new String(content, 0, end - 1, StandardCharsets.UTF_8).split("\n", -1)));
        }
        return lines;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel, Exception cause) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }
}
