package io.gwms.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each piece of Java in a document is a region of a source that is compiled, named in a comment above it: {@code <!-- code:
 * samples/x/src/…/X.java#region -->}. A region begins behind a line {@code // docs: region} and ends before {@code // docs:
 * end}.
 */
class DocumentedCodeTest {
    private static final Pattern PIECE =
            Pattern.compile("(?:<!-- code: (\\S+)#(\\S+) -->\\n)?```java\\n(.*?)```", Pattern.DOTALL);
    private static final boolean RENEW = Boolean.getBoolean("gwms.renew");

    @Test
    void everyPieceOfJavaIsCompiledSomewhere() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path page : Pages.reached()) {
            String text = Files.readString(page);
            String renewed = renewed(page, text, wrong);
            if (RENEW) {
                Files.writeString(page, renewed);
            } else if (!renewed.equals(text)) {
                wrong.add(
                        page + " shows other code than its source; renew it by mvn -q -pl samples/architecture -am test"
                                + " -Dtest=DocumentedCodeTest -Dsurefire.failIfNoSpecifiedTests=false -Dgwms.renew=true");
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String renewed(Path page, String text, List<String> wrong) throws IOException {
        StringBuilder renewed = new StringBuilder();
        Matcher piece = PIECE.matcher(text);
        while (piece.find()) {
            String shown = piece.group();
            if (piece.group(1) == null) {
                wrong.add(page + " has Java that no comment <!-- code: SOURCE#REGION --> above it names:\n" + shown);
            } else {
                String region = region(Modules.ROOT.resolve(piece.group(1)), piece.group(2));
                shown = "<!-- code: " + piece.group(1) + "#" + piece.group(2) + " -->\n```java\n" + region + "```";
            }
            piece.appendReplacement(renewed, Matcher.quoteReplacement(shown));
        }
        return piece.appendTail(renewed).toString();
    }

    private static String region(Path source, String name) throws IOException {
        List<String> lines = Files.readAllLines(source);
        int begin = lines.stream().map(String::strip).toList().indexOf("// docs: " + name);
        assertThat(begin).as("the line // docs: %s in %s", name, source).isNotNegative();
        List<String> region = lines.subList(begin + 1, lines.size()).stream()
                .takeWhile(line -> !line.strip().equals("// docs: end"))
                .toList();
        return String.join("\n", region).stripIndent() + "\n";
    }
}
