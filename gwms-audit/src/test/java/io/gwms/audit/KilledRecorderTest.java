package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.RecordingPolicy.Durability;
import io.gwms.audit.jdbc.JdbcAudit;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.CallPhase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes that are killed while they record: what was acknowledged is there after the next start, or noted. */
@Timeout(300)
class KilledRecorderTest {
    private static final int ROUNDS = Boolean.getBoolean("gwms.slow") ? 5 : 1;

    @TempDir
    private Path directory;

    static Stream<Arguments> rounds() {
        return IntStream.range(0, ROUNDS)
                .boxed()
                .flatMap(round ->
                        Stream.of(Durability.values()).map(durability -> Arguments.of(durability, 40 + 137 * round)));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void nothingAcknowledgedIsMissingWithoutATrace(Durability durability, int calls) throws InterruptedException {
        List<String> said = new ArrayList<>();
        try (ChildJvm process =
                ChildJvm.start(RecordingProcess.class, List.of(), directory.toString(), durability.name())) {
            while (kept(said) < calls) {
                said.add(process.line().orElseThrow(() -> new AssertionError("it ended by itself after " + said)));
            }
            said.addAll(process.kill());
        }

        JdbcAudit database = RecordingProcess.database(directory);
        List<ApiCall> found;
        try (database) {
            AsyncCallRecorder next = RecordingProcess.open(directory, durability, database);
            next.record(Exchanges.numbered(1_000_000));
            assertThat(next.drain(Duration.ofSeconds(60))).isTrue();
            assertThat(next.close(Duration.ofSeconds(60))).isZero();
            found = all(database);
        }

        List<ApiCall> gaps =
                found.stream().filter(call -> call.phase() == CallPhase.GAP).toList();
        assertThat(gaps)
                .singleElement()
                .satisfies(gap -> assertThat(gap.count()).isEqualTo(RecordingProcess.SETTINGS.capacity()));
        int lost = kept(said) - ended(found) + 1;
        if (durability == Durability.MEMORY) {
            assertThat(lost).isLessThanOrEqualTo((int) gaps.get(0).count());
        } else {
            assertThat(lost).isLessThanOrEqualTo(0);
        }
        if (durability == Durability.INTENT) {
            long begun = said.stream().filter(line -> line.startsWith("begun")).count();
            assertThat(found.stream()
                                    .filter(call -> call.phase() == CallPhase.OPEN)
                                    .count()
                            + ended(found))
                    .isGreaterThanOrEqualTo(begun + 1);
        }
    }

    private static int kept(List<String> said) {
        return (int) said.stream().filter(line -> line.startsWith("kept")).count();
    }

    /** Those that ended, the one of the next process included; each is there once. */
    private static int ended(List<ApiCall> found) {
        List<String> ended = found.stream()
                .filter(call -> call.phase() == CallPhase.ENDED)
                .map(call -> call.context().correlation().orElseThrow())
                .toList();
        assertThat(ended).doesNotHaveDuplicates();
        return ended.size();
    }

    private static List<ApiCall> all(JdbcAudit database) {
        List<ApiCall> all = new ArrayList<>();
        ApiCallQuery query = ApiCallQuery.newest(500);
        for (List<ApiCall> page = database.calls().list(query);
                !page.isEmpty();
                page = database.calls().list(query)) {
            all.addAll(page);
            query = query.after(page.get(page.size() - 1));
        }
        return all;
    }
}
