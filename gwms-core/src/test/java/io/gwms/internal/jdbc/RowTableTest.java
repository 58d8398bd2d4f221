package io.gwms.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes to MariaDB as a document. */
class RowTableTest {
    private static String document(@Nullable String... texts) {
        List<@Nullable Object[]> rows =
                Arrays.stream(texts).map(text -> Tx.values(text, 1L)).toList();
        @Nullable Object[] values = RowTable.of("word, number", "tn", rows).values();
        return String.valueOf(values[values.length - 1]);
    }

    @Test
    void plainTextsStandInItAsTheyAre() {
        assertThat(document("a", null, "物流 😀", "")).isEqualTo("[[\"a\"],[null],[\"物流 😀\"],[\"\"]]");
    }

    @Test
    void noTextOfItHasAnEscapeWhichOldReleasesWouldLeaveInWhatTheyRead() {
        for (String text : List.of("\"", "\\", "\n", "\u0001")) {
            assertThat(document("a", text, null))
                    .doesNotContain("\\")
                    .startsWith("[[\"YQ==\"],")
                    .endsWith(",[null]]");
        }
    }
}
