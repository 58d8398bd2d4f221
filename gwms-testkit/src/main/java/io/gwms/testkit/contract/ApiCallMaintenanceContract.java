package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallMaintenance;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.PurgeNote;
import io.gwms.evidence.PurgeNote.What;
import io.gwms.evidence.StatusClass;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link ApiCallMaintenance}. */
public abstract class ApiCallMaintenanceContract extends ErasureClauses {
    /** A contract; made by JUnit. */
    protected ApiCallMaintenanceContract() {}

    /** Contents first, then calls; failures later than the rest. */
    @Test
    @DisplayName("removes contents, and later calls, when they are too old, and failures last (rule 1)")
    public void removesByAge() {
        for (int age : List.of(5, 15, 25, 35, 45)) {
            calls().append(List.of(
                    call("green-" + age, age, StatusClass.GREEN),
                    call("orange-" + age, age, StatusClass.ORANGE),
                    call("red-" + age, age, StatusClass.RED)));
        }

        purgeAll(RETENTION, 100);

        assertThat(rows(State.COMPLETE))
                .containsExactlyInAnyOrder("green-5", "orange-5", "orange-15", "red-5", "red-15");
        assertThat(rows(State.PURGED))
                .containsExactlyInAnyOrder("green-15", "green-25", "orange-25", "orange-35", "red-25", "red-35");
        assertThat(calls().list(ApiCallQuery.newest(100))).hasSize(11);
        ApiCall purged = calls().find("red-35").orElseThrow();
        assertThat(purged.responseBody()).isEqualTo(new CapturedBody(State.PURGED, "", 20_000, "ab12"));
        assertThat(purged.requestBody()).isEqualTo(CapturedBody.none());
        assertThat(purged.requestHeaders()).isEmpty();
        assertThat(purged.path()).isEqualTo("/orders/7");
        assertThat(calls().find("green-5")).contains(call("green-5", 5, StatusClass.GREEN));
    }

    /** What is exactly as old as the limit stays. */
    @Test
    @DisplayName("keeps what is just as old as the limit (rule 1)")
    public void keepsWhatIsJustAsOld() {
        calls().append(List.of(call("a", 10, StatusClass.GREEN)));

        assertThat(maintenance().purge(RETENTION, NOON, 100)).isEmpty();
        assertThat(maintenance().purge(RETENTION, NOON.plusMillis(1), 100)).isPresent();
        assertThat(maintenance().purge(RETENTION, NOON.plusMillis(1), 100)).isEmpty();
        assertThat(rows(State.PURGED)).containsExactly("a");
    }

    /** Of many, the oldest first, so many at once. */
    @Test
    @DisplayName("removes the oldest first, at most as many as a step may (rule 2)")
    public void removesStepByStep() {
        for (int age = 11; age <= 15; age++) {
            calls().append(List.of(call("green-" + age, age, StatusClass.GREEN)));
        }

        PurgeNote note = maintenance().purge(RETENTION, NOON, 2).orElseThrow();

        assertThat(rows(State.PURGED)).containsExactly("green-14", "green-15");
        assertThat(note.calls()).isEqualTo(2);
        assertThat(note.from()).isEqualTo(NOON.minus(days(15)));
        assertThat(note.to()).isEqualTo(NOON.minus(days(14)));
        assertThat(purgeAll(RETENTION, 2)).hasSize(2);
    }

    /** Each step leaves a note. */
    @Test
    @DisplayName("notes each step, newest first (rule 3)")
    public void notesEachStep() {
        calls().append(List.of(call("green", 15, StatusClass.GREEN), call("gone", 45, StatusClass.GREEN)));

        List<PurgeNote> steps = purgeAll(RETENTION, 100);

        assertThat(steps).extracting(PurgeNote::what).containsExactly(What.CALLS, What.CONTENTS);
        assertThat(steps).allSatisfy(step -> {
            assertThat(step.at()).isEqualTo(NOON);
            assertThat(step.calls()).isOne();
            assertThat(step.bytes()).isPositive();
        });
        assertThat(steps.get(1).reason()).contains("PT240H");
        assertThat(maintenance().notes(10)).containsExactly(steps.get(1), steps.get(0));
        assertThat(maintenance().notes(1)).containsExactly(steps.get(1));
    }

    /** A bound of size, whatever the age. */
    @Test
    @DisplayName(
            "keeps within the bytes it is given: old contents first, failures last, calls after all contents (rule 1)")
    public void keepsWithinBytes() {
        for (int age = 1; age <= 4; age++) {
            calls().append(List.of(
                    call("green-" + age, age, StatusClass.GREEN), call("red-" + age, age, StatusClass.RED)));
        }

        purgeAll(RETENTION.withBytes(55_000), 1);
        List<String> whole = rows(State.COMPLETE);
        assertThat(whole).contains("red-1", "red-2").doesNotContain("green-4");
        assertThat(calls().list(ApiCallQuery.newest(100))).hasSize(8);

        purgeAll(RETENTION.withBytes(3_000), 100);
        assertThat(rows(State.COMPLETE)).isEmpty();
        assertThat(calls().list(ApiCallQuery.newest(100)))
                .extracting(ApiCall::id)
                .contains("red-1")
                .doesNotContain("green-4", "green-3");

        purgeAll(RETENTION.withBytes(1), 100);
        assertThat(calls().list(ApiCallQuery.newest(100))).isEmpty();
        assertThat(maintenance().purge(RETENTION.withBytes(1), NOON, 100)).isEmpty();
    }
}
