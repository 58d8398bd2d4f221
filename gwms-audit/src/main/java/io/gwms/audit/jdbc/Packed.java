package io.gwms.audit.jdbc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The text of a body as it is stored: deflated, since JSON repeats itself. */
final class Packed {
    private Packed() {}

    static String text(byte @Nullable [] packed) {
        if (packed == null) {
            return "";
        }
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored body is damaged", e);
        }
    }
}
