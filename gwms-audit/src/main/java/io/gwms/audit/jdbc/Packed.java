package io.gwms.audit.jdbc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.InflaterInputStream;

/** A text as it is stored: deflated, since JSON repeats itself. */
final class Packed {
    private Packed() {}

    static String text(byte[] packed) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the stored contents of a call are damaged", e);
        }
    }
}
