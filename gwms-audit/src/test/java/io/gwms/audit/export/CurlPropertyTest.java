package io.gwms.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CurlPropertyTest {
    /** What the shell hands to curl is what was quoted, byte for byte, and nothing in it is carried out. */
    @Property(tries = 30)
    void theShellReadsEachWordAsItWas(@ForAll("texts") List<String> texts) throws IOException, InterruptedException {
        Path shell = Path.of("/bin/bash");
        Assume.that(Files.isExecutable(shell));
        StringBuilder script = new StringBuilder("curl() { printf '%s\\0' \"$@\"; }\n");
        texts.forEach(text -> script.append("curl ").append(Curl.quoted(text)).append('\n'));

        assertThat(words(shell, script.toString())).isEqualTo(texts);
    }

    /** Pasted into a terminal, a command holds no character that the terminal would obey. */
    @Property(tries = 500)
    void noControlCharacterIsLeft(@ForAll("texts") List<String> texts) {
        assertThat(texts)
                .allSatisfy(text -> assertThat(Curl.quoted(text).codePoints().noneMatch(Character::isISOControl))
                        .isTrue());
    }

    private static List<String> words(Path shell, String script) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder(shell.toString(), "--norc", "-s")
                .redirectErrorStream(true)
                .start();
        Thread feeder = new Thread(() -> {
            try (var in = bash.getOutputStream()) {
                in.write(script.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        feeder.start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        feeder.join();
        assertThat(bash.waitFor()).isZero();
        List<String> words = new ArrayList<>(List.of(output.split("\0", -1)));
        words.remove(words.size() - 1);
        return words;
    }

    /** Anything a text column holds: no NUL, no half of a surrogate pair. */
    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> nasty = Arbitraries.of(
                "'; touch /tmp/owned; '",
                "$(id)",
                "`id`",
                "\\",
                "'\\''",
                "@/etc/passwd",
                "-o/tmp/owned",
                "!!",
                "\u001b[201~\nid\n",
                "a\r\nb",
                "\u0003id\u0004",
                "\u009b31m\u0085",
                "%s\\x41\\0101",
                "");
        Arbitrary<String> any = Arbitraries.strings()
                .withChars("'\"\\$`!@{}[]\n\r\t\u001b\u0003\u009b ü€0189azAZ~-")
                .ofMaxLength(40);
        Arbitrary<String> wide = Arbitraries.integers()
                .between(1, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(20)
                .map(points -> {
                    StringBuilder text = new StringBuilder();
                    points.forEach(text::appendCodePoint);
                    return text.toString();
                });
        return Arbitraries.oneOf(nasty, any, wide).list().ofMaxSize(40);
    }
}
