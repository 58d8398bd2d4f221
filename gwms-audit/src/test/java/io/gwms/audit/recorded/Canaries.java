package io.gwms.audit.recorded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What must not be shown, each by where it stood, and the ways it may be written down. Shared. */
final class Canaries {
    private static final int SHORTEST = 6;
    private static final int AROUND = 120;
    private static final int KEY = 4;

    private final Map<String, String> places = new ConcurrentHashMap<>();

    /** Remembers a text by where it stood; one that is too short to be told from other text is left out. */
    void add(String place, String text) {
        if (text.length() >= SHORTEST) {
            places.putIfAbsent(text, place);
        }
    }

    /** Where canaries stood. */
    Set<String> places() {
        return new TreeSet<>(places.values());
    }

    /** Where each canary comes from that stands in the text, with its spelling there and what is around it. */
    Map<String, String> in(String shown) {
        Map<Long, List<String>> byStart = new HashMap<>();
        Map<String, String> known = new HashMap<>();
        places.forEach((text, place) -> spellings(text).forEach(written -> {
            if (known.putIfAbsent(written, place) == null) {
                byStart.computeIfAbsent(keyAt(written, 0), key -> new ArrayList<>())
                        .add(written);
            }
        }));
        Map<String, String> found = new TreeMap<>();
        for (int i = 0; i + KEY <= shown.length(); i++) {
            for (String written : byStart.getOrDefault(keyAt(shown, i), List.of())) {
                if (shown.startsWith(written, i)) {
                    String around = shown.substring(Math.max(0, i - AROUND), Math.min(shown.length(), i + AROUND));
                    found.putIfAbsent(known.get(written), "«" + written + "» in " + around);
                }
            }
        }
        return found;
    }

    /** Four characters as a number, so that a text of many megabytes is searched once. */
    private static long keyAt(String text, int at) {
        long key = 0;
        for (int i = at; i < at + KEY; i++) {
            key = key << Character.SIZE | text.charAt(i);
        }
        return key;
    }

    private static Set<String> spellings(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Set.copyOf(List.of(
                text,
                URLEncoder.encode(text, UTF_8),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                HexFormat.of().formatHex(bytes),
                inJson(text),
                inXml(text)));
    }

    static String inJson(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/");
    }

    static String inXml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
