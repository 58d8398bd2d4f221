package io.gwms.redact;

import java.util.Set;

/** Where passwords stand behind a user in free text: {@code user:password@host}, and after {@code -u} as curl takes them. */
final class UserPassword {
    private static final Set<String> FLAGS = Set.of("-u", "-U", "--user", "--proxy-user");
    /** What may stand before a mail address and a colon. */
    private static final Set<String> BEFORE_MAIL =
            Set.of("mailto", "email", "mail", "to", "from", "cc", "bcc", "replyto", "sip", "sips", "acct");

    private final String text;
    private final int to;
    private int noHostUntil;
    private boolean searchedForCurl;
    private boolean hasCurl;

    UserPassword(String text, int to) {
        this.text = text;
        this.to = to;
    }

    /**
     * Hides what follows the word and its colon up to the last «@» before a host, and what may become so where the input
     * was cut off; returns the place after it, or -1 when there is none.
     */
    int hideBeforeHost(Scan scan, View view, int word, int colon) {
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
        return next == ':' && text.startsWith("-u", start) && hasCurl() ? start + 2 : -1;
    }

    private boolean hasCurl() {
        if (!searchedForCurl) {
            searchedForCurl = true;
            int at = text.indexOf("curl");
            hasCurl = at >= 0 && at < to;
        }
        return hasCurl;
    }

    /** Hides what follows the colon in the word of the shell that the flag announces; returns the place after that word. */
    int hideAfterFlag(Scan scan, View view, int flagEnd) {
        int from = flagEnd;
        while (from < to && (text.charAt(from) == ' ' || text.charAt(from) == '\t' || text.charAt(from) == '=')) {
            from++;
        }
        int end = endOfShellWord(from);
        int colon = Chars.indexOf(text, ':', from, end);
        if (colon == end || text.startsWith("://", colon)) {
            return flagEnd;
        }
        boolean isQuoted =
                end - 1 > colon && TextScan.isQuote(text.charAt(from)) && text.charAt(end - 1) == text.charAt(from);
        scan.hide(view, colon + 1, isQuoted ? end - 1 : end, Mask.FULL);
        return end;
    }

    /** Quoted pieces belong to the word with all that is in them; one that nothing closes goes on to the end. */
    private int endOfShellWord(int from) {
        char quote = 0;
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (quote == 0 && Chars.isSpace(c)) {
                return i;
            }
            boolean isSpelt = c == '\\' && i + 1 < to && i > from && text.charAt(i - 1) == '\'' && quote == 0;
            if (isSpelt || (c == '\\' && quote == '"' && i + 1 < to && text.charAt(i + 1) == '\\')) {
                i += 2;
                continue;
            }
            if (TextScan.isQuote(c)) {
                quote = quote == 0 ? c : quote == c ? 0 : quote;
            }
            i++;
        }
        return to;
    }
}
