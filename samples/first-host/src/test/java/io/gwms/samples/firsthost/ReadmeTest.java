package io.gwms.samples.firsthost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path README = Path.of("../../README.md");
    private static final Path SOURCE = Path.of("src/main/java/io/gwms/samples/firsthost/FirstHost.java");

    @Test
    void theProgramOfTheReadmeIsTheSourceThatIsCompiledHere() throws IOException {
        assumeTrue(Files.exists(README) && block(Files.readString(README)) != null, "README.md shows no program yet");

        assertThat(block(Files.readString(README))).isEqualTo(source(Files.readString(SOURCE)));
    }

    /** The first Java block of the page. */
    private static String block(String readme) {
        int from = readme.indexOf("```java\n");
        return from < 0 ? null : readme.substring(from + 8, readme.indexOf("```", from + 8));
    }

    private static String source(String file) {
        int from = file.indexOf('\n', file.indexOf("// README begins")) + 1;
        String between = file.substring(from, file.lastIndexOf('\n', file.indexOf("// README ends")));
        return between.stripIndent() + "\n";
    }
}
