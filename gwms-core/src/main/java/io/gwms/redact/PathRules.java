package io.gwms.redact;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which parts of the path of a URL are secret, by templates that paths begin as. */
final class PathRules {
    private static final String ANY = "*";

    /** The parts of each template; null where it hides. */
    private final List<List<@Nullable String>> templates;

    private PathRules(List<List<@Nullable String>> templates) {
        this.templates = templates;
    }

    /** The rules of checked templates. */
    static PathRules of(List<String> templates) {
        List<List<@Nullable String>> all = new ArrayList<>();
        for (String template : templates) {
            List<@Nullable String> parts = new ArrayList<>();
            for (String part : template.substring(1).split("/", -1)) {
                parts.add(isHiding(part) ? null : part);
            }
            all.add(parts);
        }
        return new PathRules(all);
    }

    /** Whether it begins with a slash, and hides whole parts only, at least one. */
    static boolean isTemplate(String text) {
        if (!text.startsWith("/")) {
            return false;
        }
        boolean hides = false;
        for (String part : text.substring(1).split("/", -1)) {
            hides |= isHiding(part);
            if (!isHiding(part) && (part.indexOf('{') >= 0 || part.indexOf('}') >= 0)) {
                return false;
            }
        }
        return hides;
    }

    private static boolean isHiding(String part) {
        return part.length() > 2 && part.startsWith("{") && part.indexOf('}') == part.length() - 1;
    }

    /** Hides what the templates demand of a path that stands there; of one that was cut off, as far as it goes. */
    void mask(Scan scan, View view, int from, int to) {
        for (List<@Nullable String> template : templates) {
            int at = from;
            List<int[]> hidden = new ArrayList<>();
            for (String part : template) {
                if (at >= to || view.text.charAt(at) != '/') {
                    break;
                }
                int end = Chars.indexOf(view.text, '/', at + 1, to);
                if (part == null) {
                    hidden.add(new int[] {at + 1, end});
                } else if (!part.equals(ANY) && !part.equals(decoded(view.text.substring(at + 1, end)))) {
                    hidden.clear();
                    break;
                }
                at = end;
            }
            hidden.forEach(each -> scan.hide(view, each[0], each[1], Mask.FULL));
        }
    }

    private static String decoded(String part) {
        try {
            return part.indexOf('%') < 0 ? part : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }
}
