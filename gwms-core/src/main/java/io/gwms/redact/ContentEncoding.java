package io.gwms.redact;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Undoes a body's content encoding, as far as the bytes go and up to a bound: a small body may inflate to gigabytes. */
final class ContentEncoding {
    /** The most bytes that are looked at after decoding (4 MiB). */
    static final int MOST = 4 * 1024 * 1024;

    private static final int MOST_LAYERS = 3;
    private static final Pattern SHOWN_NAME = Pattern.compile("[a-z, -]{2,20}");

    private ContentEncoding() {}

    /** Decoded bytes, and whether the body goes on after them. */
    static final class Decoded {
        private final byte[] bytes;
        private final boolean cut;

        private Decoded(byte[] bytes, boolean cut) {
            this.bytes = bytes;
            this.cut = cut;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean cut() {
            return cut;
        }
    }

    /** The decoded body; empty when an encoding is not known or the bytes are not in it. */
    static Optional<Decoded> decoded(byte[] bytes, boolean truncated, String contentEncoding) {
        String[] layers = contentEncoding.toLowerCase(Locale.ROOT).split(",", -1);
        if (layers.length > MOST_LAYERS) {
            return Optional.empty();
        }
        Decoded body = new Decoded(bytes, truncated);
        for (int i = layers.length - 1; i >= 0; i--) {
            String layer = layers[i].strip();
            if (layer.isEmpty() || layer.equals("identity")) {
                continue;
            }
            Optional<Decoded> inner = undone(body, layer);
            if (inner.isEmpty()) {
                return inner;
            }
            body = inner.get();
        }
        return Optional.of(body);
    }

    /** The summary of a body whose encoding was not undone, with as much of the encoding's name as can hold no secret. */
    static String unknown(String summary, String contentEncoding) {
        String name = contentEncoding.strip().toLowerCase(Locale.ROOT);
        String shown = SHOWN_NAME.matcher(name).matches() ? name : "unknown";
        return summary.substring(0, summary.length() - 1) + " encoded:" + shown + ">";
    }

    private static Optional<Decoded> undone(Decoded body, String layer) {
        if (body.bytes.length == 0) {
            return Optional.of(body);
        }
        try {
            return switch (layer) {
                case "gzip", "x-gzip" -> Optional.of(read(new GZIPInputStream(in(body)), body.cut));
                case "deflate" -> Optional.of(read(deflated(body), body.cut));
                default -> Optional.empty();
            };
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Servers send it with and without the zlib wrapping. */
    private static InputStream deflated(Decoded body) {
        boolean wrapped = body.bytes.length > 1
                && (body.bytes[0] & 0x0F) == 8
                && ((body.bytes[0] & 0xFF) * 256 + (body.bytes[1] & 0xFF)) % 31 == 0;
        return new InflaterInputStream(in(body), new Inflater(!wrapped));
    }

    /** What can be read; bytes that end early or break end it there, marked as cut. */
    private static Decoded read(InputStream in, boolean cut) {
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        boolean broken = cut;
        try (in) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, Math.min(read, MOST - out.size()));
                if (out.size() >= MOST) {
                    return new Decoded(out.toByteArray(), true);
                }
            }
        } catch (IOException e) {
            broken = true;
        }
        return new Decoded(out.toByteArray(), broken);
    }

    private static ByteArrayInputStream in(Decoded body) {
        return new ByteArrayInputStream(body.bytes);
    }
}
