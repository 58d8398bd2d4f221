package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallMaintenance;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.Erasure;
import io.gwms.evidence.PurgeNote;
import io.gwms.evidence.PurgeNote.What;
import io.gwms.evidence.Retention;
import io.gwms.evidence.StatusClass;
import io.gwms.order.OrderId;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link ApiCallMaintenance}. */
public abstract class ApiCallMaintenanceContract {
    private static final StoreId SHOP = new StoreId("shop-1");
    private static final OrderId ORDER = new OrderId(SHOP, "gid://shopify/Order/7");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Retention RETENTION =
            Retention.standard().withContents(days(10), days(20)).withCalls(days(30), days(40));

    /** A contract; made by JUnit. */
    protected ApiCallMaintenanceContract() {}

    /** The log under test: the same throughout a test, empty at its start. */
    protected abstract ApiCallRepository calls();

    /** The ways out of that log. */
    protected abstract ApiCallMaintenance maintenance();

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

    /** By order, however the call names it. */
    @Test
    @DisplayName("erases all calls of an order and leaves what tells of nobody (rule 4)")
    public void erasesAnOrder() {
        CallContext tracked = CallContext.forStore(CallAction.SHIPMENT_WRITE_BACK, SHOP)
                .about("order", "1001")
                .forOrder(ORDER)
                .correlated("task:9");
        CallContext named = CallContext.forStore(CallAction.ORDER_FETCH, SHOP).about("order", ORDER.toString());
        calls().append(List.of(
                call("a", 1, StatusClass.GREEN, tracked, "{}"),
                call("b", 1, StatusClass.RED, named, "{}"),
                call("d", 15, StatusClass.GREEN, tracked, "{}"),
                call("c", 1, StatusClass.GREEN)));
        assertThat(purgeAll(RETENTION, 100)).as("the contents of d").hasSize(1);
        ApiCall other = calls().find("c").orElseThrow();

        List<PurgeNote> notes = maintenance().erase(Erasure.ofOrder(ORDER), NOON);

        assertThat(notes)
                .isNotEmpty()
                .allSatisfy(note -> assertThat(note.what()).isEqualTo(What.ERASED));
        assertThat(notes.stream().mapToLong(PurgeNote::calls).sum()).isEqualTo(3);
        ApiCall erased = calls().find("a").orElseThrow();
        assertThat(erased)
                .isEqualTo(call("a", 1, StatusClass.GREEN, tracked, "{}").erased());
        assertThat(erased.path() + erased.query() + erased.error()).isEmpty();
        assertThat(calls().find("b").orElseThrow().error())
                .as("what it was refused with")
                .isEmpty();
        assertThat(erased.context().sourceId()).isEmpty();
        assertThat(erased.context().correlation()).contains("task:9");
        assertThat(erased.responseBody()).isEqualTo(new CapturedBody(State.PURGED, "", 2, ""));
        assertThat(calls().find("c")).contains(other);
        assertThat(calls().list(ApiCallQuery.ofOrder(ORDER, 10))).isEmpty();
        assertThat(calls().find("d").orElseThrow().path()).isEmpty();
        assertThat(calls().list(ApiCallQuery.newest(10))).hasSize(4);
        assertThat(maintenance().erase(Erasure.ofOrder(ORDER), NOON)).isEmpty();
    }

    /** By what stands in the contents, in whatever form. */
    @Test
    @DisplayName("erases all calls that mention a person, also escaped, and its notes do not name them (rule 4)")
    public void erasesAPerson() {
        List<String> bodies = List.of(
                "{\"mail\":\"Zoë.Müller@Example.com\"}",
                "{\"mail\":\"zo\\u00EB.m\\u00fcller@example.com\"}",
                "mail=zo%C3%AB.m%C3%BCller%40example.com&x=1",
                "<mail>zo&#235;.m&#252;ller@example.com</mail>",
                "{\"note\":\"ring +41 (0)79-555 01 23\"}",
                "phone=%2B41%20079%20555%200123",
                "<name>O&apos;Neil &amp; Co</name>",
                "{\"mail\":\"someone.else@example.com\",\"phone\":\"+41 079 555 0124\"}");
        for (int i = 0; i < bodies.size(); i++) {
            calls().append(List.of(call("call-" + i, 1, StatusClass.GREEN, bodies.get(i))));
        }
        for (int i = 0; i < 300; i++) {
            calls().append(List.of(call("more-" + i, 1, StatusClass.GREEN, "{}")));
        }
        calls().append(List.of(call("the-last", 1, StatusClass.GREEN, bodies.get(0))));

        List<PurgeNote> notes = maintenance()
                .erase(
                        Erasure.ofPerson(
                                "request 17",
                                List.of(),
                                List.of("zoë.müller@example.com", "+41 079 555 01 23", "O'Neil & Co")),
                        NOON);

        assertThat(rows(State.PURGED))
                .containsExactlyInAnyOrder(
                        "call-0", "call-1", "call-2", "call-3", "call-4", "call-5", "call-6", "the-last");
        assertThat(rows(State.COMPLETE)).hasSize(301).contains("call-7");
        assertThat(notes).extracting(PurgeNote::reason).containsOnly("request 17");
        assertThat(maintenance().notes(10).toString()).doesNotContain("ller");
    }

    private List<PurgeNote> purgeAll(Retention retention, int limit) {
        List<PurgeNote> notes = new ArrayList<>();
        Optional<PurgeNote> note = maintenance().purge(retention, NOON, limit);
        while (note.isPresent()) {
            notes.add(note.get());
            note = maintenance().purge(retention, NOON, limit);
        }
        return notes;
    }

    /** The calls whose replies' bodies are in that state, in lists and by themselves. */
    private List<String> rows(State state) {
        List<ApiCall> all = calls().list(ApiCallQuery.newest(500));
        assertThat(all)
                .allSatisfy(row ->
                        assertThat(calls().find(row.id()).orElseThrow().asRow()).isEqualTo(row));
        return all.stream()
                .filter(call -> call.responseBody().state() == state)
                .map(ApiCall::id)
                .toList();
    }

    private static Duration days(int days) {
        return DAY.multipliedBy(days);
    }

    /** A call whose body cannot be packed much smaller than 10 000 bytes. */
    private static ApiCall call(String id, int daysAgo, StatusClass colour) {
        StringBuilder body = new StringBuilder();
        new Random(id.hashCode()).ints(20_000, 'a', 'z').forEach(c -> body.append((char) c));
        return call(id, daysAgo, colour, body.toString());
    }

    private static ApiCall call(String id, int daysAgo, StatusClass colour, String body) {
        return call(id, daysAgo, colour, CallContext.forStore(CallAction.ORDER_FETCH, SHOP), body);
    }

    private static ApiCall call(String id, int daysAgo, StatusClass colour, CallContext context, String body) {
        Instant at = NOON.minus(days(daysAgo));
        return new ApiCall(
                id,
                at,
                context,
                "GET",
                "api.example",
                "/orders/7",
                "q=1",
                200,
                colour,
                Duration.ofMillis(5),
                List.of("Accept: */*"),
                List.of("x-id: 1"),
                CapturedBody.none(),
                new CapturedBody(State.COMPLETE, body, body.length(), "ab12"),
                colour == StatusClass.GREEN ? "" : "no");
    }
}
