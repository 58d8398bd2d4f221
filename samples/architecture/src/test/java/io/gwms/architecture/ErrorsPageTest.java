package io.gwms.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/errors.md has a row for each code that the code throws, and for no other; each code is thrown at one place. */
class ErrorsPageTest {
    private static final Pattern THROWN = Pattern.compile("\"(GWMS-\\d{4})\"");
    private static final Pattern ROW = Pattern.compile("^\\| (GWMS-\\d{4}) \\|", Pattern.MULTILINE);

    @Test
    void everyCodeHasItsRow() throws IOException {
        List<String> rows = found(ROW, Modules.ROOT.resolve("docs/errors.md"));
        assertThat(rows).isSorted().doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(thrown());
    }

    private static List<String> thrown() throws IOException {
        Stream<String> codes = Stream.empty();
        for (String module : Modules.ALL) {
            try (Stream<Path> sources = Files.walk(Modules.ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    codes = Stream.concat(codes, found(THROWN, source).stream());
                }
            }
        }
        return codes.toList();
    }

    private static List<String> found(Pattern code, Path file) throws IOException {
        return code.matcher(Files.readString(file))
                .results()
                .map((MatchResult one) -> one.group(1))
                .toList();
    }
}
