package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallMaintenance;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.Erasure;
import io.gwms.evidence.ErrorKind;
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

/** What erasure takes out of the log and what it leaves. */
abstract class ErasureClauses {
    static final StoreId SHOP = new StoreId("shop-1");
    static final OrderId ORDER = new OrderId(SHOP, "gid://shopify/Order/7");
    static final Duration DAY = Duration.ofDays(1);
    static final Retention RETENTION =
            Retention.standard().withContents(days(10), days(20)).withCalls(days(30), days(40));

    /** The log under test: the same throughout a test, empty at its start. */
    protected abstract ApiCallRepository calls();

    /** The ways out of that log. */
    protected abstract ApiCallMaintenance maintenance();

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

    /** However many there are. */
    @Test
    @DisplayName("erases every call of an order, and none that only has its number for something else (rule 4)")
    public void erasesAllCallsOfAnOrder() {
        CallContext shop = CallContext.forStore(CallAction.ORDER_FETCH, SHOP);
        List<ApiCall> all = new ArrayList<>();
        for (int i = 0; i < 1100; i++) {
            CallContext context = i % 2 == 0 ? shop.forOrder(ORDER) : shop.about("order", ORDER.toString());
            all.add(call("call-" + i, 1, StatusClass.GREEN, context, "{}"));
        }
        all.add(call("other", 1, StatusClass.GREEN, shop.about("label", ORDER.toString()), "{}"));
        calls().append(all);

        List<PurgeNote> notes = maintenance().erase(Erasure.ofOrder(ORDER), NOON);

        assertThat(notes.stream().mapToLong(PurgeNote::calls).sum()).isEqualTo(1100);
        assertThat(rows(State.COMPLETE)).containsExactly("other");
    }

    /** An open record may be erased before its call has ended. */
    @Test
    @DisplayName("brings nothing back by the end of a call that was erased while it was open (rule 4)")
    public void anEndBringsNothingBack() {
        CallContext context = CallContext.forStore(CallAction.ORDER_FETCH, SHOP).forOrder(ORDER);
        calls().append(List.of(open("a", context)));
        maintenance().erase(Erasure.ofOrder(ORDER), NOON);

        calls().append(List.of(call("a", 1, StatusClass.GREEN, context, "{\"name\":\"Ann\"}")));

        ApiCall kept = calls().find("a").orElseThrow();
        assertThat(kept).isEqualTo(kept.erased());
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

    List<PurgeNote> purgeAll(Retention retention, int limit) {
        List<PurgeNote> notes = new ArrayList<>();
        Optional<PurgeNote> note = maintenance().purge(retention, NOON, limit);
        while (note.isPresent()) {
            notes.add(note.get());
            note = maintenance().purge(retention, NOON, limit);
        }
        return notes;
    }

    /** The calls whose replies' bodies are in that state, in lists and by themselves. */
    List<String> rows(State state) {
        List<ApiCall> all = calls().list(ApiCallQuery.newest(500));
        assertThat(all)
                .allSatisfy(row ->
                        assertThat(calls().find(row.id()).orElseThrow().asRow()).isEqualTo(row));
        return all.stream()
                .filter(call -> call.responseBody().state() == state)
                .map(ApiCall::id)
                .toList();
    }

    static Duration days(int days) {
        return DAY.multipliedBy(days);
    }

    /** A call whose body cannot be packed much smaller than 10 000 bytes. */
    static ApiCall call(String id, int daysAgo, StatusClass colour) {
        StringBuilder body = new StringBuilder();
        new Random(id.hashCode()).ints(20_000, 'a', 'z').forEach(c -> body.append((char) c));
        return call(id, daysAgo, colour, body.toString());
    }

    static ApiCall call(String id, int daysAgo, StatusClass colour, String body) {
        return call(id, daysAgo, colour, CallContext.forStore(CallAction.ORDER_FETCH, SHOP), body);
    }

    static ApiCall open(String id, CallContext context) {
        return new ApiCall(
                id,
                NOON.minus(DAY),
                context,
                "GET",
                "api.example",
                "/orders/7",
                "q=1",
                0,
                StatusClass.RED,
                Duration.ZERO,
                List.of("Accept: */*"),
                List.of(),
                CapturedBody.none(),
                CapturedBody.none(),
                "",
                ErrorKind.NONE,
                false,
                CallDirection.OUTGOING,
                CallPhase.OPEN,
                List.of(),
                1);
    }

    static ApiCall call(String id, int daysAgo, StatusClass colour, CallContext context, String body) {
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
