package io.gwms.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The documents, as they are found by following links from docs/README.md. */
final class Pages {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s:]+)(?:#[^)]*)?\\)");

    private Pages() {}

    static Set<Path> reached() throws IOException {
        Set<Path> reached = new TreeSet<>();
        Deque<Path> open = new ArrayDeque<>(List.of(Modules.ROOT.resolve("docs/README.md")));
        while (!open.isEmpty()) {
            Path page = open.remove();
            if (isPage(page) && Files.exists(page) && reached.add(page)) {
                open.addAll(links(page));
            }
        }
        return reached;
    }

    static List<Path> links(Path page) throws IOException {
        List<Path> links = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            links.add(page.resolveSibling(link.group(1)).normalize());
        }
        return links;
    }

    /** The headings of a page, as links name them: small letters, signs left out, dashes for spaces. */
    static Set<String> headings(Path page) throws IOException {
        return Files.readString(page)
                .replaceAll("(?s)```.*?```", "")
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    static boolean isPage(Path file) {
        return file.toString().endsWith(".md");
    }
}
