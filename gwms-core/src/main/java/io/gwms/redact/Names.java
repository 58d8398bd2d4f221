package io.gwms.redact;

import java.util.HashMap;
import java.util.HashSet;
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

    private static final int MOST_KEPT = 4096;
    private static final int LONGEST_KEPT = 32;

    final PathRules paths;
    private final Map<String, Mask> exact;
    private final List<MaskRule> rules;
    /** The last parts of the names that hide by what is around them, too. */
    private final Set<String> owned;
    /** Whether some name tells more than one owner. */
    private final boolean deep;
    /**
     * Names that were read before, each at the place its characters give it; the same few come over and over. Nothing but
     * plain words is kept. Threads may overwrite each other's, for each is right by itself.
     */
    private final @Nullable Read[] kept = new Read[MOST_KEPT];

    /** A name as written, with what it demands by itself. */
    static final class Read {
        private final String written;
        /** Normalised. */
        final String key;
        /** Whether in JSON it names what a value beside it is, as in {@code {"name":"token","value":…}}. */
        final boolean label;
        /** Whether in JSON it may be a value with such a label. */
        final boolean labelled;

        private final Mask field;
        private final Mask query;
        private final Mask header;
        private final boolean ownerMatters;

        private Read(String written, String key, Mask field, Mask query, Mask header, boolean ownerMatters) {
            this.written = written;
            this.key = key;
            this.field = field;
            this.query = query;
            this.header = header;
            this.label = DefaultNames.JSON_LABELS.contains(key);
            this.labelled = DefaultNames.JSON_LABELLED.contains(key);
            this.ownerMatters = ownerMatters;
        }

        private boolean is(String text, int from, int to) {
            return written.length() == to - from && text.startsWith(written, from);
        }

        private Mask mask(Place place) {
            return switch (place) {
                case FIELD -> field;
                case QUERY -> query;
                case HEADER -> header;
            };
        }
    }

    Names(Map<String, Mask> chosen, List<MaskRule> rules, List<String> paths) {
        this.paths = PathRules.of(paths);
        this.exact = new HashMap<>();
        DefaultNames.SECRET.forEach(name -> exact.put(name, Mask.FULL));
        DefaultNames.HARMLESS.forEach(name -> exact.put(name, Mask.NONE));
        chosen.forEach((name, mask) -> exact.put(normalize(name), mask));
        this.rules = List.copyOf(rules);
        this.owned = new HashSet<>();
        boolean pathLike = false;
        for (String name : exact.keySet()) {
            int joint = lastJoint(name);
            if (joint >= 0) {
                owned.add(name.substring(joint + 1));
                pathLike |= name.indexOf('.') < joint;
            }
        }
        this.deep = pathLike;
    }

    /** What an object's members have as owner: its name, or its path where some rule tells one. */
    String ownerWithin(String owner, String key) {
        return !deep || owner.isEmpty() || owner.length() > 200 ? key : owner + "." + key;
    }

    /** The mask for a value, never null; the owner is normalised already, the name is as written but decoded. */
    Mask maskFor(String owner, String name, Place place) {
        return maskFor(owner, read(name), place);
    }

    /** The same for a name that was read. */
    Mask maskFor(String owner, Read name, Place place) {
        if (!rules.isEmpty()) {
            Mask mask = byRule(owner, name.key);
            if (mask != null) {
                return mask;
            }
        }
        return owner.isEmpty() || !name.ownerMatters ? name.mask(place) : byName(owner, name.key, place);
    }

    /** A name as written but decoded. */
    Read read(String name) {
        return read(name, 0, name.length());
    }

    /** The same for a part of a text. */
    Read read(String text, int from, int to) {
        int place = 0;
        for (int i = from; i < to; i++) {
            place = 31 * place + text.charAt(i);
        }
        place &= MOST_KEPT - 1;
        Read known = kept[place];
        if (known != null && known.is(text, from, to)) {
            return known;
        }
        String name = text.substring(from, to);
        Read read = reading(name);
        if (isPlainWord(name)) {
            kept[place] = read;
        }
        return read;
    }

    private Read reading(String name) {
        String key = normalize(name);
        return new Read(
                name,
                key,
                byName("", key, Place.FIELD),
                byName("", key, Place.QUERY),
                byName("", key, Place.HEADER),
                owned.contains(key.substring(lastJoint(key) + 1)));
    }

    private static boolean isPlainWord(String name) {
        int digits = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            digits += digit ? 1 : 0;
            if (c != '_' && c != '-' && !digit && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return name.length() <= LONGEST_KEPT && digits <= 2;
    }

    private @Nullable Mask byRule(String owner, String key) {
        if (key.isEmpty()) {
            return null;
        }
        for (MaskRule rule : rules) {
            Mask mask = rule.maskFor(owner.substring(lastJoint(owner) + 1), key);
            if (mask != null) {
                return mask;
            }
        }
        return null;
    }

    private Mask byName(String owner, String key, Place place) {
        if (key.isEmpty()) {
            return Mask.NONE;
        }
        Mask whole = lookUp(owner, key, place);
        int joint = lastJoint(key);
        if (whole != null || joint < 0) {
            return whole == null ? Mask.NONE : whole;
        }
        String before = key.substring(0, joint);
        Mask last = lookUp(before, key.substring(joint + 1), place);
        return last == null ? Mask.NONE : last;
    }

    private @Nullable Mask lookUp(String owner, String key, Place place) {
        Mask mask = owner.isEmpty() ? null : withOwner(owner, key);
        if (mask == null) {
            mask = exact.get(key);
        }
        if (mask != null) {
            return mask;
        }
        boolean secret = endsWithAny(key, DefaultNames.SECRET_ENDINGS)
                || key.contains(DefaultNames.SECRET_PART)
                || (place == Place.QUERY && DefaultNames.SECRET_IN_QUERY.contains(key))
                || (place == Place.HEADER && endsWithAny(key, DefaultNames.SECRET_HEADER_ENDINGS));
        if (secret) {
            return Mask.FULL;
        }
        int word = wordBeforeNumber(key);
        return word == 0 ? null : lookUp(owner, key.substring(0, word), place);
    }

    /** By the whole path first, then by less and less of it. */
    private @Nullable Mask withOwner(String owner, String key) {
        String path = owner;
        while (true) {
            Mask mask = exact.get(path + "." + key);
            int joint = path.indexOf('.');
            if (mask != null || joint < 0) {
                return mask;
            }
            path = path.substring(joint + 1);
        }
    }

    /** How long the word is before the number that a name ends in, as in {@code password2}; 0 where it is no such name. */
    private static int wordBeforeNumber(String key) {
        int word = 0;
        while (word < key.length() && !isDigit(key.charAt(word))) {
            word++;
        }
        for (int i = word; i < key.length(); i++) {
            if (!isDigit(key.charAt(i))) {
                return 0;
            }
        }
        return word == key.length() ? 0 : word;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean endsWithAny(String key, List<String> endings) {
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

    /** Lower case, no {@code _}, {@code -}, spaces; {@code a[b]}, {@code a.b[]} and {@code a[b][0]} become {@code a.b}. */
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
        int end = key.length();
        for (int i = end; i > 0 && isIndex(key.charAt(i - 1)); i--) {
            end = key.charAt(i - 1) == '.' ? i - 1 : end;
        }
        return key.substring(0, end);
    }

    private static boolean isIndex(char c) {
        return c == '.' || isDigit(c);
    }
}
