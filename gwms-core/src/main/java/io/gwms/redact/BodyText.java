package io.gwms.redact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of a body into text, or finds that they are none. */
final class BodyText {
    /** Of a text, at most one character in this many may be a control character or undecodable. */
    private static final int ODD_ONE_IN = 10;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPACES = 0x2020202020202020L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private BodyText() {}

    /** The text, or empty for a binary body. A character that the cut left unfinished is dropped. */
    static Optional<String> of(byte[] bytes, @Nullable String contentType) {
        Charset charset = charset(bytes, contentType);
        if (!charset.equals(StandardCharsets.UTF_8)) {
            String text = decoded(bytes, charset);
            return isBinary(text) ? Optional.empty() : Optional.of(text);
        }
        int end = endOfUtf8(bytes);
        String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
        return !isPlainAscii(bytes, end) && isBinary(text) ? Optional.empty() : Optional.of(text);
    }

    /** Whether all is ASCII without control characters, as most texts of machines are; looks at eight bytes at once. */
    private static boolean isPlainAscii(byte[] bytes, int end) {
        int i = 0;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, i);
            if (((eight | (eight - SPACES)) & HIGH_BITS) != 0) {
                return false;
            }
        }
        while (i < end && bytes[i] >= ' ') {
            i++;
        }
        return i == end;
    }

    /** Where the last character that is there in full ends. */
    private static int endOfUtf8(byte[] bytes) {
        int lead = bytes.length - 1;
        while (lead >= 0 && bytes.length - lead < 4 && (bytes[lead] & 0xC0) == 0x80) {
            lead--;
        }
        if (lead < 0 || bytes[lead] >= 0) {
            return bytes.length;
        }
        int length = (bytes[lead] & 0xF8) == 0xF0
                ? 4
                : (bytes[lead] & 0xF0) == 0xE0 ? 3 : (bytes[lead] & 0xE0) == 0xC0 ? 2 : 1;
        return lead + length > bytes.length ? lead : bytes.length;
    }

    private static String decoded(byte[] bytes, Charset charset) {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length + 1);
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        while (decoder.decode(in, out, false).isOverflow()) {
            out = CharBuffer.allocate(out.capacity() * 2).put(out.flip());
        }
        return out.flip().toString();
    }

    /** What stands for a body that is not shown. */
    static String binarySummary(byte[] bytes, boolean truncated) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "<binary " + (truncated ? "first " : "") + bytes.length + " bytes sha256:"
                    + HexFormat.of().formatHex(digest) + ">";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing, though every Java runtime has it", e);
        }
    }

    /** By the byte-order mark, then the content type, then the XML prolog; UTF-8 otherwise. */
    private static Charset charset(byte[] bytes, @Nullable String contentType) {
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16;
        }
        Charset declared = contentType == null ? null : named(parameter(contentType, "charset"));
        if (declared != null) {
            return declared;
        }
        String start = new String(bytes, 0, Math.min(bytes.length, 120), StandardCharsets.ISO_8859_1);
        Charset prolog = start.stripLeading().startsWith("<?xml") ? named(parameter(start, "encoding")) : null;
        return prolog == null ? StandardCharsets.UTF_8 : prolog;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static @Nullable Charset named(String name) {
        try {
            return name.isEmpty() ? null : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /** The value of {@code name=value} or {@code name="value"} in a header, empty when it is not there. */
    static String parameter(String header, String name) {
        String lowerCase = header.toLowerCase(Locale.ROOT);
        int at = lowerCase.indexOf(name + "=");
        while (at > 0 && Chars.isName(header.charAt(at - 1))) {
            at = lowerCase.indexOf(name + "=", at + 1);
        }
        if (at < 0) {
            return "";
        }
        int from = at + name.length() + 1;
        char quote = from < header.length() ? header.charAt(from) : ' ';
        if (quote == '"' || quote == '\'') {
            return header.substring(from + 1, Chars.indexOf(header, quote, from + 1, header.length()));
        }
        int end = from;
        while (end < header.length() && header.charAt(end) > ' ' && ";,?>".indexOf(header.charAt(end)) < 0) {
            end++;
        }
        return header.substring(from, end);
    }

    private static boolean isBinary(String text) {
        int odd = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '\uFFFD') {
                continue;
            }
            if (c == 0) {
                return true;
            }
            odd += Chars.isSpace(c) || c == '\f' ? 0 : 1;
        }
        return odd * ODD_ONE_IN > text.length();
    }
}
