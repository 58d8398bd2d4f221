package io.gwms.redact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Masks a multipart body part by part: each by its name, or else as a body of its own. Works on bytes. */
final class MultipartScan {
    private static final String MULTIPART = "multipart/";

    private final Redactor redactor;
    private final byte[] bytes;
    /** The bytes one to one as characters, for searching only. */
    private final String raw;

    private final String delimiter;
    private final boolean truncated;
    private final StringBuilder out = new StringBuilder();
    private boolean masked;
    private boolean withheld;

    private MultipartScan(Redactor redactor, byte[] bytes, String raw, String delimiter, boolean truncated) {
        this.redactor = redactor;
        this.bytes = bytes;
        this.raw = raw;
        this.delimiter = delimiter;
        this.truncated = truncated;
    }

    /** The masked body, or empty when the body is not multipart, whatever its type says. */
    static Optional<RedactedBody> scan(
            Redactor redactor, byte[] bytes, boolean truncated, @Nullable String contentType) {
        String declared = contentType != null && contentType.regionMatches(true, 0, MULTIPART, 0, MULTIPART.length())
                ? BodyText.parameter(contentType, "boundary")
                : "";
        if (declared.isEmpty() && !(bytes.length > 4 && bytes[0] == '-' && bytes[1] == '-')) {
            return Optional.empty();
        }
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!declared.isEmpty() && raw.contains("--" + declared)) {
            return Optional.of(new MultipartScan(redactor, bytes, raw, "--" + declared, truncated).run());
        }
        int lineEnd = raw.indexOf('\n');
        boolean sniffed = raw.startsWith("--") && lineEnd > 2 && raw.regionMatches(true, lineEnd + 1, "Content-", 0, 8);
        return sniffed
                ? Optional.of(new MultipartScan(
                                redactor, bytes, raw, raw.substring(0, lineEnd).strip(), truncated)
                        .run())
                : Optional.empty();
    }

    private RedactedBody run() {
        int at = raw.indexOf(delimiter);
        part(0, at);
        while (at >= 0) {
            int lineEnd = raw.indexOf('\n', at);
            int from = lineEnd < 0 ? raw.length() : lineEnd + 1;
            append(redactor.scanned(utf8(at, from), truncated && from == raw.length()));
            int next = raw.indexOf("\n" + delimiter, from - 1);
            int end = next < 0 ? raw.length() : Math.max(from, next + 1);
            part(from, end);
            at = next < 0 ? -1 : next + 1;
        }
        return new RedactedBody(out.toString(), masked, withheld);
    }

    /** Headers, a blank line, the content; the line break before the next delimiter belongs to neither. */
    private void part(int from, int end) {
        if (from >= end) {
            return;
        }
        int blank = raw.startsWith("\r\n", from) || raw.startsWith("\n", from) ? from : blankLine(from, end);
        String headers = raw.substring(from, blank);
        append(redactor.scanned(utf8(from, blank), truncated && blank == raw.length()));
        if (blank == end) {
            return;
        }
        int content = raw.indexOf('\n', blank) + 1;
        int close = end;
        if (end < raw.length()) {
            close = end - 1 > content && raw.charAt(end - 2) == '\r' ? end - 2 : end - 1;
        }
        close = Math.max(content, close);
        out.append(raw, blank, content);
        content(headers, content, close);
        out.append(raw, close, Math.max(close, end));
    }

    private void content(String headers, int from, int close) {
        boolean cut = truncated && close == raw.length();
        String name = nameOf(headers);
        Optional<String> named = redactor.maskedField(name, utf8(from, close));
        if (named.isPresent()) {
            out.append(named.get());
            masked |= from < close;
        } else {
            append(redactor.body(Arrays.copyOfRange(bytes, from, close), cut, contentTypeOf(headers)));
        }
    }

    private static String nameOf(String headers) {
        String name = BodyText.parameter(headers, "name");
        if (!name.isEmpty()) {
            return name;
        }
        String encoded = BodyText.parameter(headers, "name*");
        return View.original(encoded).withoutPercentEscapes(encoded.lastIndexOf('\'') + 1, encoded.length()).text;
    }

    private void append(RedactedBody body) {
        out.append(body.text());
        masked |= body.masked();
        withheld |= body.withheld();
    }

    private int blankLine(int from, int end) {
        for (int i = raw.indexOf('\n', from); i >= 0 && i < end; i = raw.indexOf('\n', i + 1)) {
            if (raw.startsWith("\r\n", i + 1) || raw.startsWith("\n", i + 1)) {
                return i + 1;
            }
        }
        return end;
    }

    private String utf8(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static @Nullable String contentTypeOf(String headers) {
        for (String line : headers.split("\n", -1)) {
            if (line.regionMatches(true, 0, "Content-Type:", 0, 13)) {
                return line.substring(13).strip();
            }
        }
        return null;
    }
}
