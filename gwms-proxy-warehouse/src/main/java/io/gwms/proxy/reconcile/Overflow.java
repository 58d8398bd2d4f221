package io.gwms.proxy.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where blocks go that memory has no room for: a temporary file, made when the first one comes. One thread. */
final class Overflow implements AutoCloseable {
    private final long memory;
    private long inMemory;
    private long onDisk;
    private @Nullable FileChannel file;

    /**
     * An overflow that nothing has gone to.
     *
     * @param memory how many bytes may stay in memory
     */
    Overflow(long memory) {
        this.memory = memory;
    }

    /** Whether a block of that size has to leave memory; when not, it is counted as staying. */
    boolean takes(int bytes) {
        if (inMemory + bytes > memory) {
            return true;
        }
        inMemory += bytes;
        return false;
    }

    /** Takes note that a block which stayed in memory is not needed any more. */
    void gone(int bytes) {
        inMemory -= bytes;
    }

    /** Writes a block down and says where it is. */
    long write(byte[] block, int length) {
        try {
            FileChannel to = opened();
            long at = onDisk;
            ByteBuffer bytes = ByteBuffer.wrap(block, 0, length);
            while (bytes.hasRemaining()) {
                to.write(bytes, at + bytes.position());
            }
            onDisk += length;
            return at;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "stock that memory has no room for cannot be written to a temporary file", e);
        }
    }

    /** Reads back what was written there. */
    void read(long at, byte[] to, int from, int length) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(to, from, length);
            while (bytes.hasRemaining()) {
                if (opened().read(bytes, at + bytes.position() - from) < 0) {
                    throw new IOException("the file ends before " + (at + length));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("stock in a temporary file cannot be read back", e);
        }
    }

    private FileChannel opened() throws IOException {
        FileChannel open = file;
        if (open == null) {
            Path path = Files.createTempFile("gwms-stock-", ".tmp");
            open = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            file = open;
        }
        return open;
    }

    @Override
    public void close() {
        FileChannel open = file;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a temporary file cannot be closed", e);
            }
        }
    }
}
