package io.gwms.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents lead a newcomer on: no link is dead, and every page is reached from docs/README.md. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s:]+)(?:#[^)]*)?\\)");
    private static final Pattern START = Pattern.compile("\\{@(link|code)\\s");

    @Test
    void noLinkIsDead() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : reached()) {
            links(page).stream()
                    .filter(target -> !Files.exists(target))
                    .forEach(target -> dead.add(page + " links to " + target));
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void everyPageIsReached() throws IOException {
        try (Stream<Path> pages = Files.walk(Modules.ROOT.resolve("docs"))) {
            assertThat(reached())
                    .containsAll(pages.filter(DocumentsTest::isPage).toList());
        }
    }

    @Test
    void everyExportedPackageSaysWhereToStart() throws IOException {
        for (String module : Modules.ALL) {
            for (Path home : Modules.exported(module)) {
                assertThat(Files.readString(home.resolve("package-info.java")))
                        .as("package-info of %s", home)
                        .contains("@NullMarked")
                        .containsPattern(START);
            }
        }
    }

    private static Set<Path> reached() throws IOException {
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

    private static List<Path> links(Path page) throws IOException {
        List<Path> links = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            links.add(page.resolveSibling(link.group(1)).normalize());
        }
        return links;
    }

    private static boolean isPage(Path file) {
        return file.toString().endsWith(".md");
    }
}
