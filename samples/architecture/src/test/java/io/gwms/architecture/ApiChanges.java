package io.gwms.architecture;

import static io.gwms.architecture.ApiText.INCUBATING;
import static io.gwms.architecture.ApiText.PROVIDER;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What becomes of those who use an API when its text changes. */
final class ApiChanges {
    /** Whom a change concerns, the worst first. */
    enum Effect {
        BREAKS_CALLERS("breaks whoever calls it (hosts; test authors where it is the testkit)"),
        BREAKS_IMPLEMENTERS("breaks whoever implements it (connectors, stores, stages of tests)"),
        ADDS("only adds"),
        UNPROMISED("changes what was never promised (@Incubating)");

        private final String words;

        Effect(String words) {
            this.words = words;
        }
    }

    /** Words of a header that allow less. */
    private static final Set<String> CLOSING = Set.of("final", "sealed", "abstract");

    private final Map<Effect, List<String>> changes = new EnumMap<>(Effect.class);

    private ApiChanges() {}

    static ApiChanges between(List<String> before, List<String> after) {
        ApiChanges found = new ApiChanges();
        Map<String, Type> old = types(before);
        Map<String, Type> now = types(after);
        var names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            if (!now.containsKey(name)) {
                found.note(old.get(name).isIncubating(), Effect.BREAKS_CALLERS, "removed: " + old.get(name).header);
            } else if (!old.containsKey(name)) {
                found.note(false, Effect.ADDS, "added:   " + now.get(name).header);
            } else {
                found.compare(old.get(name), now.get(name));
            }
        }
        return found;
    }

    private void compare(Type old, Type now) {
        if (!old.header.equals(now.header)) {
            note(
                    old.isIncubating() && now.isIncubating(),
                    ofHeader(old, now),
                    "changed: " + old.header + "\n       to: " + now.header);
        }
        for (Map.Entry<String, String> member : old.members.entrySet()) {
            String here = now.members.get(member.getKey());
            boolean unpromised = old.isIncubating() || member.getValue().endsWith(INCUBATING);
            if (here == null) {
                note(unpromised, Effect.BREAKS_CALLERS, "removed: " + old.name + " " + member.getValue());
            } else if (!here.equals(member.getValue())) {
                note(
                        unpromised && (now.isIncubating() || here.endsWith(INCUBATING)),
                        ofMember(old, member.getValue(), here),
                        "changed: " + old.name + " " + member.getValue() + "\n       to: " + old.name + " " + here);
            }
        }
        now.members.forEach((key, member) -> {
            if (!old.members.containsKey(key)) {
                boolean breaks = now.isImplementedByOthers() && isAbstract(member);
                note(
                        now.isIncubating(),
                        breaks ? Effect.BREAKS_IMPLEMENTERS : Effect.ADDS,
                        "added:   " + now.name + " " + member);
            }
        });
    }

    /** Less of a promise breaks; more of it (a further interface, final no more, incubating no more) only adds. */
    private static Effect ofHeader(Type old, Type now) {
        if (!old.header.contains(PROVIDER) && now.header.contains(PROVIDER)) {
            return Effect.BREAKS_IMPLEMENTERS;
        }
        boolean withdrawn = now.isIncubating() && !old.isIncubating();
        Set<String> kept = now.words();
        Set<String> lost = old.words();
        lost.removeAll(kept);
        kept.removeAll(old.words());
        boolean closed = kept.stream().anyMatch(CLOSING::contains);
        return withdrawn || closed || !CLOSING.containsAll(lost) ? Effect.BREAKS_CALLERS : Effect.ADDS;
    }

    private static Effect ofMember(Type type, String old, String now) {
        String before = old.replace(INCUBATING, "");
        String after = now.replace(INCUBATING, "");
        if (before.equals(after)) {
            return now.endsWith(INCUBATING) ? Effect.BREAKS_CALLERS : Effect.ADDS;
        }
        if (after.equals(before.replace("abstract ", ""))) {
            return Effect.ADDS;
        }
        return before.equals(after.replace("abstract ", "")) && type.isImplementedByOthers()
                ? Effect.BREAKS_IMPLEMENTERS
                : Effect.BREAKS_CALLERS;
    }

    private static boolean isAbstract(String member) {
        return (" " + member).contains(" abstract ");
    }

    private void note(boolean unpromised, Effect effect, String what) {
        changes.computeIfAbsent(unpromised ? Effect.UNPROMISED : effect, key -> new ArrayList<>())
                .add(what);
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    Map<Effect, List<String>> byEffect() {
        return changes;
    }

    @Override
    public String toString() {
        return changes.entrySet().stream()
                .map(entry -> entry.getKey().words + ":\n  " + String.join("\n  ", entry.getValue()))
                .collect(joining("\n"));
    }

    /** A type of the text: the members by what one names them with, which is all before what comes back. */
    private record Type(String name, String header, Map<String, String> members) {
        Set<String> words() {
            String bare = header.replace(INCUBATING, "").replace(PROVIDER, "");
            return new HashSet<>(Arrays.asList(bare.split(",? ")));
        }

        boolean isIncubating() {
            return header.endsWith(INCUBATING);
        }

        boolean isImplementedByOthers() {
            return (header.contains(" is interface") || header.contains("abstract class"))
                    && !header.contains(PROVIDER);
        }
    }

    private static Map<String, Type> types(List<String> lines) {
        Map<String, Type> types = new TreeMap<>();
        Type type = null;
        for (String line : lines) {
            if (type != null && line.startsWith(" ")) {
                String member = line.strip();
                type.members.put(key(member), member);
            } else {
                type = new Type(line.split("[ <]", 2)[0], line, new LinkedHashMap<>());
                types.put(type.name, type);
            }
        }
        return types;
    }

    private static String key(String member) {
        String bare = member.replace("abstract ", "").replace("final ", "").replace(INCUBATING, "");
        int end = bare.indexOf("): ");
        return end > 0 ? bare.substring(0, end + 1) : bare.replaceFirst(": .*| throws .*", "");
    }
}
