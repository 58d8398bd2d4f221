package io.gwms.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents lead a newcomer on: no link is dead, and every page is reached from docs/README.md. */
class DocumentsTest {
    private static final Pattern ANCHOR = Pattern.compile("\\]\\(([^)#\\s:]*)#([^)\\s]+)\\)");
    private static final Pattern START = Pattern.compile("\\{@(link|code)\\s");

    @Test
    void noLinkIsDead() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : Pages.reached()) {
            Pages.links(page).stream()
                    .filter(target -> !Files.exists(target))
                    .forEach(target -> dead.add(page + " links to " + target));
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void everyAnchorIsAHeading() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : Pages.reached()) {
            Matcher link = ANCHOR.matcher(Files.readString(page));
            while (link.find()) {
                Path target = link.group(1).isEmpty()
                        ? page
                        : page.resolveSibling(link.group(1)).normalize();
                if (Pages.isPage(target) && !Pages.headings(target).contains(link.group(2))) {
                    dead.add(page + " links to " + link.group(1) + "#" + link.group(2));
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void everyPageIsReached() throws IOException {
        try (Stream<Path> pages = Files.walk(Modules.ROOT.resolve("docs"))) {
            assertThat(Pages.reached()).containsAll(pages.filter(Pages::isPage).toList());
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
}
