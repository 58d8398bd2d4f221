package io.gwms.redact;

import io.gwms.redact.Names.Place;
import java.util.Locale;
import java.util.Set;

/** Masks the value of one header by the header's name. */
final class HeaderScan {
    private static final Set<String> COOKIE_ATTRIBUTES =
            Set.of("path", "domain", "expires", "max-age", "samesite", "secure", "httponly", "partitioned", "priority");

    private HeaderScan() {}

    static void run(Scan scan, View view, String name) {
        int to = view.text.length();
        String key = Names.normalize(name);
        Mask mask = scan.names.maskFor("", name, Place.HEADER);
        if (mask == Mask.FULL && key.equals("cookie")) {
            cookies(scan, view, false);
        } else if (mask == Mask.FULL && key.startsWith("setcookie")) {
            cookies(scan, view, true);
        } else if (mask != Mask.NONE) {
            scan.hide(view, 0, to, mask);
        } else if (DefaultNames.URL_HEADERS.contains(key) || view.text.startsWith("/")) {
            scan.url(view, 0, to, 0);
        } else {
            scan.value(view, 0, to, 0);
        }
    }

    /** Hides each value and leaves the names; of a cookie being set its attributes show too. */
    private static void cookies(Scan scan, View view, boolean set) {
        String text = view.text;
        int from = 0;
        while (from < text.length()) {
            int end = Chars.indexOf(text, ';', from, text.length());
            int name = Chars.skipSpaces(text, from, end);
            int equals = Chars.indexOf(text, '=', name, end);
            boolean attribute = set
                    && from > 0
                    && COOKIE_ATTRIBUTES.contains(
                            text.substring(name, equals).strip().toLowerCase(Locale.ROOT));
            if (attribute) {
                scan.value(view, Math.min(equals + 1, end), end, 0);
            } else {
                scan.value(view, name, equals < end ? equals : name, 0);
                scan.hide(view, equals < end ? equals + 1 : name, end, Mask.FULL);
            }
            from = end + 1;
        }
    }
}
