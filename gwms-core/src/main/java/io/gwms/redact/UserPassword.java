package io.gwms.redact;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where passwords stand behind a user in free text: {@code user:password@host}, and after {@code -u} as curl takes them. */
final class UserPassword {
    private static final Set<String> FLAGS = Set.of("-u", "-U", "--user", "--proxy-user");
    /** What may stand before a mail address and a colon. */
    private static final Set<String> BEFORE_MAIL =
            Set.of("mailto", "email", "mail", "to", "from", "cc", "bcc", "replyto", "sip", "sips", "acct");

    private final View view;
    private final String text;
    private final int to;
    private int noHostUntil;
    private int nextColon = -1;
    private @Nullable ShellWords words;
    private int wordEnd;
    private int closingQuote;

    UserPassword(View view, int to) {
        this.view = view;
        this.text = view.text;
        this.to = to;
    }

    /**
     * Hides what follows the word and its colon up to the last «@» before a host, and what may become so where the input
     * was cut off; returns the place after it, or -1 when there is none.
     */
    int hideBeforeHost(Scan scan, int word, int colon) {
        int from = colon + 1;
        if (from >= to || from < noHostUntil || isTimeOrMail(word, colon)) {
            return -1;
        }
        int at = -1;
        int end = from;
        while (end < to && !endsAddress(text.charAt(end))) {
            if (text.startsWith("://", end)) {
                return -1; // a URL, which has a scanner of its own
            }
            at = text.charAt(end) == '@' ? end : at;
            end++;
        }
        boolean isHostBehind = at > from
                && at + 1 < end
                && (Chars.isName(text.charAt(at + 1)) || "[*/".indexOf(text.charAt(at + 1)) >= 0);
        if (!isHostBehind && !(end > from && scan.isCutAt(view, end))) {
            noHostUntil = end;
            return -1;
        }
        int hidden = isHostBehind ? at : end;
        scan.hide(view, from, hidden, Mask.FULL);
        return hidden;
    }

    private static boolean endsAddress(char c) {
        return c <= ' ' || c == '"' || c == '<' || c == '>' || c == '`';
    }

    /** The hours before minutes are no user, and a mail address is none with its password. */
    private boolean isTimeOrMail(int word, int colon) {
        int hours = Math.max(word, colon - 2);
        boolean digits = true;
        for (int i = hours; i < colon; i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        boolean isTime = digits && (hours == word || text.charAt(hours - 1) == 'T');
        return isTime || BEFORE_MAIL.contains(Names.normalize(text.substring(word, colon)));
    }

    /** Where the flag ends that asks for a user and a password, be it joined to the user as in {@code curl -ubob:secret}; -1 for none. */
    int endOfFlag(int start, int end) {
        if (end >= to) {
            return -1;
        }
        char next = text.charAt(end);
        if (next == ' ' || next == '\t' || next == '=') {
            return FLAGS.contains(text.substring(start, end)) ? end : -1;
        }
        return next == ':' && text.startsWith("-u", start) && view.tellsOfCurl(to) ? start + 2 : -1;
    }

    /**
     * The place of the colon between the user and the password in the word of the shell that the flag announces, or -1.
     * Asked for places that go forward.
     */
    int colonAfterFlag(int flagEnd) {
        int from = startAfterFlag(flagEnd);
        if (from > nextColon) {
            nextColon = Chars.indexOf(text, ':', from, to);
        }
        if (nextColon == to || text.startsWith("://", nextColon)) {
            return -1;
        }
        if (words == null) {
            words = new ShellWords(text, from, to);
        }
        wordEnd = words.endOf(from);
        if (nextColon + 1 >= wordEnd) {
            return -1;
        }
        closingQuote = words.endOfQuote(from, nextColon);
        return nextColon;
    }

    /** Hides the password that {@link #colonAfterFlag} has found, but no quote that closes; returns the place after it. */
    int hideAfterFlag(Scan scan) {
        scan.hide(view, nextColon + 1, closingQuote, Mask.FULL);
        scan.hide(view, closingQuote + 1, wordEnd, Mask.FULL);
        return wordEnd;
    }

    private int startAfterFlag(int flagEnd) {
        int from = flagEnd;
        while (from < to && (text.charAt(from) == ' ' || text.charAt(from) == '\t' || text.charAt(from) == '=')) {
            from++;
        }
        return from;
    }
}
