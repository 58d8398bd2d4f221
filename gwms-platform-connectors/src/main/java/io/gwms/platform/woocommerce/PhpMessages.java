package io.gwms.platform.woocommerce;

import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PHP prints before a reply: where a shop shows its errors ({@code display_errors}) notices, warnings and
 * deprecations, and the marks of the byte order that its files begin with. After them the shop answers what it would have
 * answered without.
 */
final class PhpMessages {
    private static final int MOST_BYTES = 256 * 1024;
    /** Blanks, and the mark of the byte order that files saved by some editors begin with and PHP prints. */
    private static final String BLANKS = "(?:\\s|\u00EF\u00BB\u00BF)*";

    private static final Pattern BLANK = Pattern.compile(BLANKS);
    private static final String MARKUP = BLANKS + "(?:<br */?>\\s*)?(?:<b>)?(?:PHP )?";
    private static final Pattern MESSAGE = Pattern.compile(MARKUP
            + "(?:Notice|Warning|Deprecated|Strict Standards)(?:</b>)?:"
            + "[^\\n{]{0,2000}? on line (?:<b>)?\\d{1,9}(?:</b>)?(?:<br */?>)?\\s*");
    private static final Pattern ANY_MESSAGE = Pattern.compile(
            MARKUP + "(?:Notice|Warning|Deprecated|Strict Standards|Parse error|Fatal error)(?:</b>)?:");

    private PhpMessages() {}

    /**
     * The reply without them. Only where its headers are still the shop's, which its content type tells: what is printed
     * before the headers are out drops all of them, and makes a 200 of every status. A fatal error is not left out, for no
     * answer follows it.
     */
    static HttpReply leftOut(HttpReply reply) {
        String type = reply.header("Content-Type").orElse("");
        byte[] body = reply.body();
        if (!type.startsWith("application/json") || body.length == 0 || body[0] == '[' || body[0] == '{') {
            return reply;
        }
        String start = start(body);
        Matcher message = MESSAGE.matcher(start);
        int end = 0;
        while (message.region(end, start.length()).lookingAt()) {
            end = message.end();
        }
        Matcher blank = BLANK.matcher(start).region(end, start.length());
        end = blank.lookingAt() ? blank.end() : end;
        return end == 0
                ? reply
                : HttpReply.of(reply.status(), reply.headers(), Arrays.copyOfRange(body, end, body.length));
    }

    /** Whether a reply begins with what PHP prints. */
    static boolean isFirstIn(HttpReply reply) {
        return ANY_MESSAGE.matcher(start(reply.body())).lookingAt();
    }

    /** In Latin-1, which has one character for each byte, so that a place in the text is one in the body. */
    private static String start(byte[] body) {
        return new String(body, 0, Math.min(body.length, MOST_BYTES), StandardCharsets.ISO_8859_1);
    }
}
