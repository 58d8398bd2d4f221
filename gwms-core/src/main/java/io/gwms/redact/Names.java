package io.gwms.redact;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names hide their values, compiled once. Names compare in lower case without {@code _}, {@code -}, spaces. */
final class Names {
    /** Where a name stands; some names are secret in one place and harmless in another. */
    enum Place {
        FIELD,
        QUERY,
        HEADER
    }

    private final Map<String, Mask> exact;
    private final List<MaskRule> rules;

    Names(Map<String, Mask> chosen, List<MaskRule> rules) {
        this.exact = new HashMap<>();
        DefaultNames.SECRET.forEach(name -> exact.put(name, Mask.FULL));
        DefaultNames.HARMLESS.forEach(name -> exact.put(name, Mask.NONE));
        chosen.forEach((name, mask) -> exact.put(normalize(name), mask));
        this.rules = List.copyOf(rules);
    }

    /** The mask for a value, never null; the owner is normalised already, the name is as written but decoded. */
    Mask maskFor(String owner, String name, Place place) {
        String key = normalize(name);
        if (key.isEmpty()) {
            return Mask.NONE;
        }
        for (MaskRule rule : rules) {
            Mask mask = rule.maskFor(owner, key);
            if (mask != null) {
                return mask;
            }
        }
        Mask whole = lookUp(owner, key, place);
        int joint = lastJoint(key);
        if (whole != null || joint < 0) {
            return whole == null ? Mask.NONE : whole;
        }
        String before = key.substring(0, joint);
        Mask last = lookUp(before.substring(lastJoint(before) + 1), key.substring(joint + 1), place);
        return last == null ? Mask.NONE : last;
    }

    private @Nullable Mask lookUp(String owner, String key, Place place) {
        Mask mask = owner.isEmpty() ? null : exact.get(owner + "." + key);
        if (mask == null) {
            mask = exact.get(key);
        }
        if (mask != null) {
            return mask;
        }
        boolean secret = endsWithAny(key, DefaultNames.SECRET_ENDINGS)
                || (place == Place.QUERY && DefaultNames.SECRET_IN_QUERY.contains(key))
                || (place == Place.HEADER && endsWithAny(key, DefaultNames.SECRET_HEADER_ENDINGS));
        return secret ? Mask.FULL : null;
    }

    private static boolean endsWithAny(String key, Set<String> endings) {
        for (String ending : endings) {
            if (key.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    /** The last mark that joins the parts of a path-like name, or -1. */
    private static int lastJoint(String key) {
        return Math.max(key.lastIndexOf('.'), key.lastIndexOf(':'));
    }

    /** Lower case, no {@code _}, {@code -}, spaces; {@code a[b]} and {@code a.b[]} become {@code a.b}. */
    static String normalize(String name) {
        var key = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '[') {
                key.append('.');
            } else if (c != '_' && c != '-' && c != ']' && c > ' ') {
                key.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c < 128 ? c : Character.toLowerCase(c));
            }
        }
        while (!key.isEmpty() && key.charAt(key.length() - 1) == '.') {
            key.setLength(key.length() - 1);
        }
        return key.toString();
    }
}
