package io.gwms.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectJournalTest {
    @TempDir
    Path folder;

    @Test
    void replaysWhatAnEarlierProcessWrote() {
        Path file = folder.resolve("effects.jsonl");
        try (var journal = EffectJournal.open(file)) {
            journal.append("{\"n\":1}");
            journal.append("{\"n\":\"zwei – 二\"}");
        }
        try (var journal = EffectJournal.open(file)) {
            assertThat(linesOf(journal)).containsExactly("{\"n\":1}", "{\"n\":\"zwei – 二\"}");
        }
    }

    @Test
    void appendedLineIsInTheFileBeforeClose() throws IOException {
        Path file = folder.resolve("effects.jsonl");
        try (var journal = EffectJournal.open(file)) {
            journal.append("{\"n\":1}");
            assertThat(Files.readString(file)).isEqualTo("{\"n\":1}\n");
        }
    }

    @Test
    void tornTailIsForgottenWhereverItIsTorn() throws IOException {
        byte[] whole = "{\"n\":1}\n{\"n\":\"二\"}\n".getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length <= whole.length; length++) {
            Path file = folder.resolve("torn-" + length);
            Files.write(file, Arrays.copyOf(whole, length));
            try (var journal = EffectJournal.open(file)) {
                int complete = length == whole.length ? 2 : length >= 8 ? 1 : 0;
                assertThat(linesOf(journal)).hasSize(complete);
                journal.append("{\"n\":3}");
            }
            assertThat(Files.readString(file)).as("torn at %d", length).endsWith("{\"n\":3}\n");
            try (var journal = EffectJournal.open(file)) {
                assertThat(linesOf(journal)).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
            }
        }
    }

    @Test
    void tailOfGarbageIsCutFromTheFile() throws IOException {
        Path file = folder.resolve("effects.jsonl");
        Files.writeString(file, "{\"n\":1}\n");
        Files.write(file, new byte[] {'{', 0, 0, (byte) 0xff}, StandardOpenOption.APPEND);
        EffectJournal.open(file).close();
        assertThat(Files.readString(file)).isEqualTo("{\"n\":1}\n");
    }

    @Test
    void fileInUseIsRefusedAndLeftAlone() throws IOException {
        Path file = folder.resolve("effects.jsonl");
        try (var journal = EffectJournal.open(file)) {
            journal.append("{\"n\":1}");
            assertThatThrownBy(() -> EffectJournal.open(file)).hasMessageContaining("is in use");
            journal.append("{\"n\":2}");
        }
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void textOfTwoLinesIsRefused() {
        try (var journal = EffectJournal.inMemory()) {
            assertThatThrownBy(() -> journal.append("{\n}")).hasMessageContaining("one line");
            assertThat(linesOf(journal)).isEmpty();
        }
    }

    private static List<String> linesOf(EffectJournal journal) {
        var lines = new ArrayList<String>();
        journal.replay(lines::add);
        return lines;
    }
}
