package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.StatusClass;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link ApiCallRepository}. */
public abstract class ApiCallRepositoryContract {
    private static final CallContext FETCH = CallContext.forStore(CallAction.ORDER_FETCH, new StoreId("acme"));
    private static final CallContext CREATE = CallContext.forProxy(CallAction.OUTBOUND_CREATE, new ProxySystem("4PX"))
            .about("outbound", "acme-1-1")
            .correlated("task:7");

    protected ApiCallRepositoryContract() {}

    /** The repository under test: the same throughout a test, empty at its start. */
    protected abstract ApiCallRepository calls();

    private static ApiCall call(String id, Instant at, CallContext context) {
        return new ApiCall(
                id,
                at,
                context,
                "POST",
                "api.example",
                "/orders/1",
                "limit=50&token=***",
                200,
                StatusClass.GREEN,
                Duration.ofMillis(321),
                List.of("Accept: application/json", "Authorization: ***"),
                List.of("Content-Type: application/json"),
                new CapturedBody(CapturedBody.State.COMPLETE, "{\"a\":\"😀\"}", 12, "aa"),
                new CapturedBody(CapturedBody.State.TRUNCATED, "{\"b\":", 999_999, "bb"),
                "");
    }

    private List<String> shown(ApiCallQuery query) {
        return calls().find(query).stream().map(ApiCall::id).toList();
    }

    private static void assertSame(ApiCall actual, ApiCall expected) {
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    @DisplayName("gives back every part of a call as it was given")
    public void givesBackEveryPart() {
        ApiCall bare = new ApiCall(
                "bare",
                NOON,
                CallContext.of(new CallAction("OWN")),
                "GET",
                "",
                "",
                "",
                0,
                StatusClass.RED,
                Duration.ofNanos(1_234_567),
                List.of("X-Odd: a\\nb\nc\\", ""),
                List.of(),
                CapturedBody.none(),
                CapturedBody.none(),
                "no answer");
        ApiCall call = call("full", NOON, FETCH.about("order", "10417").correlated("run:7"));
        calls().append(List.of(bare, call));

        assertThat(calls().get("bare")).contains(bare);
        assertThat(calls().get("full")).contains(call);
        assertThat(calls().get("none")).isEmpty();
    }

    @Test
    @DisplayName("keeps the first call of an id when a batch is repeated (rule 1)")
    public void keepsTheFirstOfAnId() {
        ApiCall first = call("c1", NOON, CREATE);
        calls().append(List.of(first));
        calls().append(List.of(call("c1", NOON.plusSeconds(9), FETCH), call("c2", NOON, FETCH)));

        assertSame(calls().get("c1").orElseThrow(), first);
        assertThat(shown(ApiCallQuery.newest(10))).containsExactly("c2", "c1");
        calls().append(List.of());
    }

    @Test
    @DisplayName("keeps nothing of a batch that fails (rule 2)")
    public void keepsNothingOfAFailingBatch() {
        List<ApiCall> batch = Arrays.asList(call("c1", NOON, FETCH), null);

        assertThatThrownBy(() -> calls().append(batch)).isInstanceOf(RuntimeException.class);
        assertThat(calls().find(ApiCallQuery.newest(10))).isEmpty();
    }

    @Test
    @DisplayName("pages newest first, and a call added meanwhile moves no other (rule 3)")
    public void pagesNewestFirst() {
        for (int i = 0; i < 5; i++) {
            calls().append(List.of(call("c" + i, NOON.plusSeconds(i / 2), FETCH)));
        }
        List<String> all = new ArrayList<>();
        ApiCallQuery page = ApiCallQuery.newest(2);
        for (List<ApiCall> some = calls().find(page); !some.isEmpty(); some = calls().find(page)) {
            some.forEach(call -> all.add(call.id()));
            page = page.after(some.get(some.size() - 1));
            calls().append(List.of(call("new" + all.size(), NOON.plusSeconds(60), FETCH)));
        }

        assertThat(all).containsExactly("c4", "c3", "c2", "c1", "c0");
        ApiCallQuery gone = new ApiCallQuery(null, null, null, null, null, null, null, 2, "gone");
        assertThatThrownBy(() -> calls().find(gone)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("filters by time, action, store, proxy system, correlation and source (rule 3)")
    public void filters() {
        calls().append(List.of(call("c1", NOON, FETCH), call("c2", NOON.plusSeconds(60), CREATE)));

        assertThat(shown(new ApiCallQuery(NOON, NOON.plusSeconds(60), null, null, null, null, null, 9, null)))
                .containsExactly("c1");
        assertThat(shown(new ApiCallQuery(null, null, CallAction.OUTBOUND_CREATE, null, null, null, null, 9, null)))
                .containsExactly("c2");
        assertThat(shown(new ApiCallQuery(null, null, null, new StoreId("acme"), null, null, null, 9, null)))
                .containsExactly("c1");
        assertThat(shown(new ApiCallQuery(null, null, null, null, new ProxySystem("4PX"), null, null, 9, null)))
                .containsExactly("c2");
        assertThat(shown(ApiCallQuery.correlated("task:7", 9))).containsExactly("c2");
        assertThat(shown(new ApiCallQuery(null, null, null, null, null, null, "acme-1-1", 9, null)))
                .containsExactly("c2");
    }

    @Test
    @DisplayName("leaves bodies out of a list but says how long they were (rule 4)")
    public void listsAreLight() {
        ApiCall whole = call("c1", NOON, CREATE);
        calls().append(List.of(whole));

        ApiCall light = calls().find(ApiCallQuery.newest(1)).get(0);

        assertThat(light.requestBody().text()).isEmpty();
        assertThat(light.responseBody().text()).isEmpty();
        assertThat(light.responseBody().size()).isEqualTo(999_999);
        assertThat(light.responseBody().state()).isEqualTo(CapturedBody.State.TRUNCATED);
        assertSame(calls().get("c1").orElseThrow(), whole);
        assertThat(calls().get("none")).isEmpty();
    }
}
