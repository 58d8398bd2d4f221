package io.gwms.audit.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Packs text after text as {@link Packed} has them, with one deflater, whose making costs as much as a short text. */
final class Packer implements AutoCloseable {
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private byte[] room = new byte[8192];

    /** The packed text; null for an empty one. */
    byte @Nullable [] pack(String text) {
        if (text.isEmpty()) {
            return null;
        }
        deflater.reset();
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        deflater.finish();
        int length = 0;
        while (!deflater.finished()) {
            if (length == room.length) {
                room = Arrays.copyOf(room, 2 * room.length);
            }
            length += deflater.deflate(room, length, room.length - length);
        }
        return Arrays.copyOf(room, length);
    }

    @Override
    public void close() {
        deflater.end();
    }
}
