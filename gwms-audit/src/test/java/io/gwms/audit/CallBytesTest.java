package io.gwms.audit;

import static io.gwms.audit.Exchanges.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.ErrorKind;
import io.gwms.evidence.StatusClass;
import io.gwms.order.OrderId;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.WireAttempt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the journal keeps of a call is all of it. */
class CallBytesTest {
    private static final OrderId ORDER = new OrderId(new StoreId("shop-1"), "gid://shopify/Order/7");
    private static final ProxySystem FOUR_PX = new ProxySystem("4PX");

    @ParameterizedTest
    @MethodSource("contexts")
    void comesBackWhole(CallContext context) throws IOException {
        ApiCall call = new ApiCall(
                "a",
                NOON,
                context,
                "POST",
                "api.example",
                "/orders",
                "page=2",
                200,
                StatusClass.GREEN,
                Duration.ofMillis(12),
                List.of("Accept: application/json"),
                List.of("X-Request-Id: 7", "X-Request-Id: 8"),
                new CapturedBody(CapturedBody.State.COMPLETE, "{\"a\":\"ü € 😀\"}", 20, ""),
                new CapturedBody(CapturedBody.State.TRUNCATED, "x".repeat(100), 20_000, "ab12"),
                "",
                ErrorKind.NONE,
                false,
                CallDirection.OUTGOING,
                CallPhase.ENDED,
                List.of(new WireAttempt(
                        Duration.ofMillis(1),
                        Duration.ofMillis(11),
                        "POST",
                        "https://api.example/orders",
                        200,
                        "192.0.2.7:443",
                        "")),
                1);

        assertThat(CallBytes.call(CallBytes.of(call))).isEqualTo(call);
    }

    static Stream<CallContext> contexts() {
        return Stream.of(
                CallContext.of(new CallAction("OWN")),
                CallContext.forStore(CallAction.ORDER_FETCH, new StoreId("shop-1"))
                        .about("order", "10417")
                        .correlated("run:7"),
                CallContext.forProxy(CallAction.OUTBOUND_QUERY, FOUR_PX),
                CallContext.forProxy(CallAction.OUTBOUND_CREATE, FOUR_PX, "eu")
                        .forOrder(ORDER)
                        .correlated("task:4711"));
    }
}
