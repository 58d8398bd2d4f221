package io.gwms.audit.jdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The text of a body as it is stored: deflated, since JSON repeats itself. */
final class Packed {
    private Packed() {}

    static byte[] bytes(String text) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a body cannot be packed in memory", e);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    static byte @Nullable [] bytesOrNull(String text) {
        return text.isEmpty() ? null : bytes(text);
    }

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
