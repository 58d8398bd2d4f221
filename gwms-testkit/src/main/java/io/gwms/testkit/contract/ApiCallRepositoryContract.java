package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.ErrorKind;
import io.gwms.evidence.PageMark;
import io.gwms.evidence.StatusClass;
import io.gwms.order.OrderId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;
import io.gwms.task.TaskId;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.WireAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link ApiCallRepository}. */
public abstract class ApiCallRepositoryContract {
    private static final OrderId ORDER = new OrderId(new StoreId("shop-1"), "gid://shopify/Order/7");
    private static final CallContext FETCH = CallContext.forStore(CallAction.ORDER_FETCH, new StoreId("shop-1"))
            .about("order", "10417")
            .correlated("run:7");
    private static final CallContext PUSH = CallContext.forProxy(
                    CallAction.OUTBOUND_CREATE, new ProxySystem("4PX"), "eu")
            .about("outbound", "OUT-1")
            .forOrder(ORDER)
            .correlated("task:4711");
    private static final CapturedBody ASKED = new CapturedBody(State.COMPLETE, "{\"a\":\"ü € 😀\"}", 20, "");
    private static final CapturedBody TOLD = new CapturedBody(State.TRUNCATED, "x".repeat(10_000), 20_000, "ab12");

    /** A contract; made by JUnit. */
    protected ApiCallRepositoryContract() {}

    /** The repository under test: the same throughout a test, empty at its start. */
    protected abstract ApiCallRepository calls();

    /** What was given comes back, in every part. */
    @Test
    @DisplayName("gives back the whole call as it was given")
    public void givesBackTheWholeCall() {
        ApiCall call = call("a", NOON, FETCH);
        ApiCall bare = failed("b", NOON, CallContext.of(new CallAction("OWN")));
        ApiCall noAccount = call("d", NOON, CallContext.forProxy(CallAction.OUTBOUND_QUERY, new ProxySystem("4PX")));
        ApiCall account = call("e", NOON, PUSH);
        calls().append(List.of(call, bare, noAccount, account));

        assertThat(calls().find("a")).contains(call);
        assertThat(calls().find("b")).contains(bare);
        assertThat(calls().find("d")).contains(noAccount);
        assertThat(calls().find("e")).contains(account);
        assertThat(calls().find("c")).isEmpty();
    }

    /** A batch may be repeated. */
    @Test
    @DisplayName("keeps the first call of an id, whatever comes later (rule 1)")
    public void oncePerId() {
        ApiCall first = call("a", NOON, FETCH);
        ApiCall second = call("a", NOON.plusSeconds(1), PUSH);
        calls().append(List.of(first));
        calls().append(List.of(second, call("b", NOON, PUSH)));
        calls().append(List.of(second, second));

        assertThat(calls().find("a")).contains(first);
        assertThat(ids(ApiCallQuery.newest(10))).containsExactly("b", "a");
    }

    /** What was written before a call was sent is completed by its end, once. */
    @Test
    @DisplayName("completes an open record by the end of its call, and only once (rule 1)")
    public void anOpenRecordIsCompletedOnce() {
        calls().append(List.of(intent("a", CallPhase.OPEN), intent("b", CallPhase.OPEN)));
        calls().append(List.of(intent("a", CallPhase.OPEN)));
        assertThat(calls().find("a")).contains(intent("a", CallPhase.OPEN));

        ApiCall end = call("a", NOON, FETCH);
        calls().append(List.of(call("c", NOON, FETCH), end));
        calls().append(List.of(intent("a", CallPhase.ABANDONED), call("a", NOON, PUSH)));

        assertThat(calls().find("a")).contains(end);
        assertThat(calls().find("b")).contains(intent("b", CallPhase.OPEN));
        assertThat(ids(ApiCallQuery.newest(10))).containsExactly("c", "b", "a");
    }

    /** So they come once a store answers again that took nothing for a while. */
    @Test
    @DisplayName("keeps the end of a call whose open record comes in the same batch, with its bodies (rule 1)")
    public void anOpenRecordAndItsEndInOneBatch() {
        ApiCall end = call("a", NOON, FETCH);
        calls().append(List.of(intent("a", CallPhase.OPEN), call("b", NOON, FETCH), end));
        calls().append(List.of(intent("a", CallPhase.OPEN), end));

        assertThat(calls().find("a")).contains(end);
        assertThat(ids(ApiCallQuery.newest(10))).containsExactly("b", "a");
    }

    /** A batch with a call that cannot be kept leaves nothing behind. */
    @Test
    @DisplayName("keeps nothing of a batch that fails (rule 2)")
    public void allOrNone() {
        ApiCall poison = call("poison\u0000", NOON, FETCH);

        assertThatThrownBy(() -> calls().append(List.of(call("a", NOON, FETCH), poison, call("b", NOON, FETCH))))
                .isInstanceOf(RuntimeException.class);

        assertThat(calls().list(ApiCallQuery.newest(10))).isEmpty();
        assertThat(calls().find("a")).isEmpty();
    }

    /** By moment, then by id in the order of its code points. */
    @Test
    @DisplayName("lists newest first, by moment and then id (rule 3)")
    public void newestFirst() {
        calls().append(List.of(
                call("b", NOON, FETCH),
                call("a", NOON, FETCH),
                call("B", NOON, FETCH),
                call("a2", NOON.plusMillis(1), FETCH),
                call("z", NOON.minusMillis(1), FETCH)));

        assertThat(ids(ApiCallQuery.newest(10))).containsExactly("a2", "b", "a", "B", "z");
    }

    /** Page after page, each row once. */
    @Test
    @DisplayName("pages without losing or doubling a row while calls are added (rule 3)")
    public void pagesStayInPlace() {
        List<ApiCall> all = IntStream.range(0, 50)
                .mapToObj(i -> call("id-%02d".formatted(i), NOON.plusMillis(i / 7), FETCH))
                .toList();
        calls().append(all);

        List<String> seen = new ArrayList<>();
        ApiCallQuery query = ApiCallQuery.newest(8);
        for (List<ApiCall> page = calls().list(query); !page.isEmpty(); page = calls().list(query)) {
            page.forEach(call -> seen.add(call.id()));
            query = query.after(page.get(page.size() - 1));
            calls().append(List.of(call("new-" + seen.size(), NOON.plusSeconds(9), FETCH)));
        }

        assertThat(seen)
                .containsExactlyElementsOf(Stream.iterate(49, i -> i >= 0, i -> i - 1)
                        .map("id-%02d"::formatted)
                        .toList());
    }

    /** The mark holds all that a page needs, so it may come from a link that is years old. */
    @Test
    @DisplayName("pages on after a row that is not there any more (rule 3)")
    public void pagesOnAfterARowThatIsGone() {
        calls().append(List.of(call("a", NOON, FETCH), call("c", NOON, FETCH), call("z", NOON.minusMillis(1), FETCH)));

        assertThat(ids(ApiCallQuery.newest(5).after(PageMark.parse(NOON.toEpochMilli() + ".b"))))
                .containsExactly("a", "z");
    }

    /** The options of the action filter. */
    @Test
    @DisplayName("names the actions that have entries, each once, and no other (rule 5)")
    public void knownActionsOnly() {
        assertThat(calls().actions()).isEmpty();
        calls().append(List.of(
                call("a", NOON, FETCH), call("b", NOON, PUSH), call("c", NOON, FETCH), call("d", NOON, PUSH)));

        assertThat(calls().actions()).containsExactly(CallAction.ORDER_FETCH, CallAction.OUTBOUND_CREATE);
    }

    /** Lists are for the eye; the bodies come with the one call that is opened. */
    @Test
    @DisplayName("lists calls without the text of their bodies, with true sizes (rule 4)")
    public void lightLists() {
        calls().append(List.of(call("a", NOON, FETCH)));

        ApiCall row = calls().list(ApiCallQuery.newest(1)).get(0);

        assertThat(row.requestBody()).isEqualTo(new CapturedBody(State.COMPLETE, "", 20, ""));
        assertThat(row.responseBody()).isEqualTo(new CapturedBody(State.TRUNCATED, "", 20_000, "ab12"));
        assertThat(row.requestHeaders()).isEmpty();
        assertThat(row.attempts()).isEmpty();
        assertThat(row).isEqualTo(calls().find("a").orElseThrow().asRow());
    }

    /** Each filter of the page alone, and together. */
    @Test
    @DisplayName("filters by moment, action, integration, outcome, direction, order, source and task")
    public void filters() {
        ApiCall fetch = call("a", NOON, FETCH);
        ApiCall push = failed("b", NOON.plusSeconds(1), PUSH);
        calls().append(List.of(fetch, push));
        ApiCallQuery all = ApiCallQuery.newest(10);

        assertThat(ids(all.during(new TimeWindow(NOON, NOON.plusSeconds(1))))).containsExactly("a");
        assertThat(ids(all.during(new TimeWindow(NOON.plusNanos(1), NOON.plusSeconds(9)))))
                .containsExactly("b");
        assertThat(ids(all.withAction(CallAction.ORDER_FETCH))).containsExactly("a");
        assertThat(ids(all.withStore(new StoreId("shop-1")))).containsExactly("a");
        assertThat(ids(all.withProxySystem(new ProxySystem("4PX")))).containsExactly("b");
        assertThat(ids(all.withProxyAccount(new ProxySystem("4PX"), "eu"))).containsExactly("b");
        assertThat(ids(all.withProxyAccount(new ProxySystem("4PX"), "us"))).isEmpty();
        assertThat(ids(all.withProxyAccount(new ProxySystem("QIMEN"), "eu"))).isEmpty();
        assertThat(ids(all.withOutcome(StatusClass.GREEN))).containsExactly("a");
        assertThat(ids(all.withOutcome(StatusClass.RED))).containsExactly("b");
        assertThat(ids(all.withDirection(CallDirection.INCOMING))).containsExactly("a");
        assertThat(ids(all.withDirection(CallDirection.OUTGOING))).containsExactly("b");
        assertThat(ids(ApiCallQuery.ofOrder(ORDER, 5))).containsExactly("b");
        assertThat(ids(ApiCallQuery.ofTask(new TaskId(4711), 5))).containsExactly("b");
        assertThat(ids(all.withSource("order", "10417"))).containsExactly("a");
        assertThat(ids(all.withSource("label", "10417"))).isEmpty();
        assertThat(ids(all.withAction(CallAction.ORDER_FETCH).withProxySystem(new ProxySystem("4PX"))))
                .isEmpty();
        assertThat(ids(all.withStore(new StoreId("shop-1")).withOutcome(StatusClass.GREEN)))
                .containsExactly("a");
        assertThat(ids(ApiCallQuery.correlated("run:7", 5))).containsExactly("a");
    }

    private List<String> ids(ApiCallQuery query) {
        return calls().list(query).stream().map(ApiCall::id).toList();
    }

    private static ApiCall call(String id, Instant at, CallContext context) {
        return new ApiCall(
                id,
                at,
                context,
                "POST",
                "api.example",
                "/orders/ü",
                "page=2&sign=***",
                200,
                StatusClass.GREEN,
                Duration.ofNanos(1_234_567),
                List.of("Content-Type: application/json", "X-Odd: a\\nb\nc"),
                List.of("retry-after: 7"),
                ASKED,
                TOLD,
                "timeout while reading",
                ErrorKind.TIMEOUT,
                true,
                CallDirection.INCOMING,
                CallPhase.ENDED,
                List.of(
                        new WireAttempt(
                                Duration.ofNanos(3),
                                Duration.ofMillis(7),
                                "GET",
                                "https://a.example/ü?sign=***",
                                302,
                                "192.0.2.7:443 h2",
                                ""),
                        new WireAttempt(
                                Duration.ofMillis(8),
                                Duration.ZERO,
                                "GET",
                                "odd url \n",
                                0,
                                "",
                                "java.io.IOException")),
                3);
    }

    private static ApiCall failed(String id, Instant at, CallContext context) {
        return new ApiCall(
                id,
                at,
                context,
                "GET",
                "",
                "",
                "",
                0,
                StatusClass.RED,
                Duration.ZERO,
                List.of(),
                List.of(),
                CapturedBody.none(),
                CapturedBody.none(),
                "no answer");
    }

    private static ApiCall intent(String id, CallPhase phase) {
        return new ApiCall(
                id,
                NOON,
                FETCH,
                "POST",
                "api.example",
                "/orders",
                "",
                0,
                StatusClass.RED,
                Duration.ZERO,
                List.of(),
                List.of(),
                ASKED,
                CapturedBody.none(),
                "",
                ErrorKind.NONE,
                false,
                CallDirection.INCOMING,
                phase,
                List.of(),
                3);
    }
}
