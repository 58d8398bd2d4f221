package io.gwms.audit.export;

import io.gwms.evidence.ApiCall;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A call as a curl command. */
final class Curl {
    /** curl makes these itself, from the rest; and a body stands here unpacked. */
    private static final Set<String> OWN_HEADERS =
            Set.of("content-length", "host", "transfer-encoding", "connection", "content-encoding");

    private Curl() {}

    static String of(ApiCall call) {
        StringBuilder command = new StringBuilder("curl --globoff --path-as-is");
        command.append(call.method().equals("HEAD") ? " --head" : " -X " + quoted(call.method()));
        if (has(call, "accept-encoding")) {
            command.append(" --compressed"); // else it would print a packed answer as it comes
        }
        for (String header : call.requestHeaders()) {
            int colon = header.indexOf(':');
            if (colon > 0 && isToken(header.substring(0, colon)) && !OWN_HEADERS.contains(lower(header, colon))) {
                boolean empty = header.substring(colon + 1).isBlank();
                command.append(" -H ").append(quoted(empty ? header.substring(0, colon) + ";" : header));
            }
        }
        if (!call.requestBody().text().isEmpty()) {
            if (!has(call, "content-type")) {
                command.append(" -H 'Content-Type:'"); // else curl would take it for a form
            }
            command.append(" --data-raw ").append(quoted(call.requestBody().text()));
        }
        return command.append(" --url ").append(quoted(CallUrl.of(call))).toString();
    }

    private static boolean has(ApiCall call, String name) {
        return call.requestHeaders().stream()
                .anyMatch(header -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1));
    }

    private static String lower(String header, int colon) {
        return header.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    /** A name as HTTP allows it; curl would read a file for one that begins with an «@». */
    private static boolean isToken(String name) {
        return name.chars()
                .allMatch(c -> (c >= '0' && c <= '9')
                        || (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }

    /**
     * One word of the shell. Control characters are spelt out: pasted as they are, a terminal would obey them before the
     * shell saw the quotes.
     */
    static String quoted(String text) {
        if (text.codePoints().noneMatch(Curl::obeyed)) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
        StringBuilder word = new StringBuilder("$'");
        text.codePoints().forEach(c -> {
            if (obeyed(c)) {
                bytes(c).forEach(octet -> word.append("\\%03o".formatted(octet)));
            } else if (c == '\'' || c == '\\') {
                word.append('\\').appendCodePoint(c);
            } else {
                word.appendCodePoint(c);
            }
        });
        return word.append('\'').toString();
    }

    private static boolean obeyed(int c) {
        return Character.isISOControl(c);
    }

    /** The bytes of a control character in UTF-8. */
    private static List<Integer> bytes(int c) {
        return c < 0x80 ? List.of(c) : List.of(0xc0 | (c >> 6), 0x80 | (c & 0x3f));
    }
}
