package io.gwms.redact;

import io.gwms.redact.Names.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Masks XML, and HTML as far as it goes: elements and attributes by their local names, {@code <param name="token">} by
 * its label, CDATA, comments and text by what they hold. Needs no well-formed document.
 */
final class XmlScan {
    private static final Set<String> LABELS = Set.of("name", "key", "property", "field");
    private static final Set<String> LABELLED = Set.of("value", "content");
    /** Elements that hold the value of a name in an element before them, beside those whose names end in «value». */
    private static final Set<String> SIBLINGS = Set.of("val", "v", "string", "data", "content");

    private static final Set<String> VOID = Set.of("input", "meta", "link", "br", "img", "hr");
    private static final int MAX_OWNERS = 256;

    private final Scan scan;
    private final View view;
    private final String text;
    private final int to;
    private final int depth;
    private final Deque<String> owners = new ArrayDeque<>();
    private final Deque<String> paths = new ArrayDeque<>();
    /** Where the content of an element begins that nothing but text has followed so far, or -1. */
    private int opened = -1;
    /** Whether the tag that was read last holds words without a value, or with one set apart. */
    private boolean hasLooseWords;
    /** What a name in an element demands of the values beside it. */
    private Mask sibling = Mask.NONE;

    private record Attribute(String name, int from, int to) {}

    XmlScan(Scan scan, View view, int to, int depth) {
        this.scan = scan;
        this.view = view;
        this.text = view.text;
        this.to = to;
        this.depth = depth;
    }

    /** Whether the {@code <} at this place begins a tag, comment, instruction or CDATA. */
    static boolean isMarkup(String text, int at, int to) {
        if (at + 1 >= to) {
            return false;
        }
        char next = text.charAt(at + 1);
        return next == '/' || next == '?' || next == '!' || next == '_' || Character.isLetter(next);
    }

    void run(int from) {
        int plain = from;
        int i = from;
        while (i < to) {
            boolean markup = text.charAt(i) == '<' && isMarkup(text, i, to) && isWellFormed(i);
            if (markup) {
                plain(plain, i);
                plain = markup(i);
            }
            i = markup ? plain : i + 1;
        }
        plain(plain, to);
    }

    /** Text between tags; where it holds a {@code <} that begins none, it must not be taken for markup again. */
    private void plain(int from, int end) {
        if (Chars.indexOf(text, '<', from, end) < end) {
            new TextScan(scan, view, end, depth, false).withoutMarkup().run(from);
            withoutEntities(from, end);
        } else {
            content(from, end);
        }
    }

    /** Whether a tag is one, not a less-than sign in a text; a tag may be cut off. */
    private boolean isWellFormed(int at) {
        char next = text.charAt(at + 1);
        if (next == '!' || next == '?') {
            return true;
        }
        int i = endOfName(next == '/' ? at + 2 : at + 1);
        if (next == '/') {
            i = Chars.skipSpaces(text, i, to);
            return i >= to || text.charAt(i) == '>';
        }
        boolean ended = i >= to || Chars.isSpace(text.charAt(i)) || text.charAt(i) == '/' || text.charAt(i) == '>';
        return ended && attributes(i, new ArrayList<>()) >= 0;
    }

    private int endOfName(int from) {
        int i = from;
        while (i < to && (Chars.isName(text.charAt(i)) || text.charAt(i) == ':')) {
            i++;
        }
        return i;
    }

    private int markup(int at) {
        if (text.startsWith("<!--", at)) {
            return section(at + 4, "-->");
        }
        if (text.startsWith("<![CDATA[", at)) {
            return section(at + 9, "]]>");
        }
        return switch (text.charAt(at + 1)) {
            case '?' -> section(at + 2, "?>");
            case '!' -> section(at + 2, ">");
            case '/' -> closingTag(at + 2);
            default -> openingTag(at + 1);
        };
    }

    private int section(int from, String closing) {
        int end = from;
        while (end < to && !text.startsWith(closing, end)) {
            end++;
        }
        scan.value(view, Math.min(from, end), end, depth + 1);
        return Math.min(to, end + closing.length());
    }

    private int closingTag(int from) {
        int end = Chars.indexOf(text, '>', from, to);
        String name = local(text.substring(from, end).strip());
        if (name.equals(owners.peek())) {
            owners.pop();
            paths.pop();
            sibling = opened >= 0 && isLabel(name) ? labelled(opened, from - 2) : Mask.NONE;
        }
        opened = -1;
        return Math.min(to, end + 1);
    }

    private int openingTag(int from) {
        int i = endOfName(from);
        String qualified = text.substring(from, i);
        List<Attribute> attributes = new ArrayList<>();
        i = attributes(i, attributes);
        boolean open = i >= to;
        boolean selfClosed = !open && text.charAt(i - 1) == '/';
        int content = Math.min(to, i + 1);
        Mask label = labelOf(attributes, open);
        attributes.forEach(each -> attribute(each, label));
        if (hasLooseWords) {
            new TextScan(scan, view, i, depth, false).withoutMarkup().run(from);
        }

        String name = local(qualified);
        Mask own = scan.names.maskFor(owner(), name, Place.FIELD);
        Mask mask = own == Mask.NONE ? label : own;
        if (mask == Mask.NONE && (name.endsWith("value") || SIBLINGS.contains(name))) {
            mask = sibling;
        }
        if (open || selfClosed || VOID.contains(name)) {
            return content;
        }
        if (mask != Mask.NONE) {
            int end = closingOf(qualified, content);
            scan.hide(view, content, end, mask);
            return end;
        }
        opened = content;
        if (owners.size() < MAX_OWNERS) {
            owners.push(name);
            paths.push(scan.names.ownerWithin(owner(), name));
        }
        return content;
    }

    private static boolean isLabel(String element) {
        return LABELS.contains(element) || element.endsWith("name") || element.endsWith("key");
    }

    private Mask labelled(int from, int end) {
        return scan.names.maskFor("", view.withoutEntities(from, end).text, Place.FIELD);
    }

    /** Reads the attributes; returns the place of the closing {@code >}, the end when it is missing, -1 on an oddity. */
    private int attributes(int from, List<Attribute> attributes) {
        int i = from;
        hasLooseWords = false;
        while (i < to && text.charAt(i) != '>') {
            if (Chars.isSpace(text.charAt(i)) || text.charAt(i) == '/') {
                i++;
                continue;
            }
            int name = i;
            i = endOfName(i);
            int equals = Chars.skipSpaces(text, i, to);
            if (i == name) {
                return -1;
            }
            if (equals >= to || text.charAt(equals) != '=') {
                if (Chars.indexOf(text, ':', name, i) < i && equals < to) {
                    return -1;
                }
                hasLooseWords = true;
                continue;
            }
            hasLooseWords |= equals > i;
            String attribute = local(text.substring(name, i));
            int value = Chars.skipSpaces(text, equals + 1, to);
            char quote = value < to ? text.charAt(value) : ' ';
            if (quote == '"' || quote == '\'') {
                int end = Chars.indexOf(text, quote, value + 1, to);
                attributes.add(new Attribute(attribute, value + 1, end));
                i = Math.min(to, end + 1);
            } else {
                i = value;
                while (i < to && !Chars.isSpace(text.charAt(i)) && text.charAt(i) != '>') {
                    i++;
                }
                attributes.add(new Attribute(attribute, value, i));
            }
        }
        return i;
    }

    /** What a name given in an attribute demands; a tag cut off before such a name hides the value it names. */
    private Mask labelOf(List<Attribute> attributes, boolean open) {
        boolean labelled = false;
        for (Attribute each : attributes) {
            if (each.to() < to && (LABELS.contains(each.name()) || isPasswordField(each))) {
                labelled = true;
                String label = view.withoutEntities(each.from(), each.to()).text;
                Mask mask = scan.names.maskFor(owner(), label, Place.FIELD);
                if (mask != Mask.NONE) {
                    return mask;
                }
            }
        }
        return open && !labelled ? Mask.FULL : Mask.NONE;
    }

    private boolean isPasswordField(Attribute each) {
        return each.name().equals("type")
                && text.regionMatches(true, each.from(), "password", 0, each.to() - each.from());
    }

    private void attribute(Attribute attribute, Mask label) {
        Mask own = scan.names.maskFor(owner(), attribute.name(), Place.FIELD);
        if (own != Mask.NONE) {
            scan.hide(view, attribute.from(), attribute.to(), own);
        } else if (label != Mask.NONE && LABELLED.contains(attribute.name())) {
            scan.hide(view, attribute.from(), attribute.to(), label);
        } else {
            content(attribute.from(), attribute.to());
        }
    }

    private void content(int from, int end) {
        if (!withoutEntities(from, end)) {
            scan.value(view, from, end, depth + 1);
        }
    }

    /** Scans a region as its entities spell it; false when it has none. */
    private boolean withoutEntities(int from, int end) {
        if (Chars.indexOf(text, '&', from, end) == end) {
            return false;
        }
        View plain = view.withoutEntities(from, end);
        boolean changed = plain.text.length() < end - from;
        if (changed) {
            scan.seen(plain);
            scan.value(plain, 0, plain.text.length(), depth + 1);
        }
        return changed;
    }

    /** Where the closing tag of an element begins, past inner ones of the same name; the end when there is none. */
    private int closingOf(String name, int from) {
        int level = 1;
        for (int i = Chars.indexOf(text, '<', from, to); i < to; i = Chars.indexOf(text, '<', i + 1, to)) {
            if (isTag(name, i + 1)) {
                level++;
            } else if (text.startsWith("/", i + 1) && isTag(name, i + 2) && --level == 0) {
                return i;
            }
        }
        return to;
    }

    private boolean isTag(String name, int at) {
        int end = at + name.length();
        return text.startsWith(name, at) && end < to && !Chars.isName(text.charAt(end));
    }

    private String owner() {
        String owner = paths.peek();
        return owner == null ? "" : owner;
    }

    private static String local(String name) {
        return Names.normalize(name.substring(name.indexOf(':') + 1));
    }
}
