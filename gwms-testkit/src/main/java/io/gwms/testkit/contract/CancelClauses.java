package io.gwms.testkit.contract;

import static io.gwms.testkit.contract.PlatformScene.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.CancelReason;
import io.gwms.platform.PlatformOrder;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.CallAction;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 14: asking twice to cancel does no harm. */
abstract class CancelClauses extends PlatformClauses {
    @Test
    @DisplayName("14.1 an order that is cancelled is cancelled there, and asking again is done or already done")
    public void cancelTwiceIsHarmless() {
        PlatformOrder order = order(1001);

        assertThat(cancel(order.platformOrderId()).get(0)).isInstanceOf(Outcome.Done.class);
        assertThat(scene.stage.isCancelled(order.number())).isTrue();
        Outcome<String> again = cancel(order.platformOrderId()).get(0);
        if (again.asDone().isEmpty()) {
            assertThat(refusalOf(again).code()).isEqualTo(RefusalCode.ALREADY_DONE);
        }
    }

    @Test
    @DisplayName("14.2 a cancellation whose reply is lost is unknown, and was sent once")
    public void lostReplyIsUnknown() {
        PlatformOrder order = order(1001);
        scene.transport.onWrites(Fault.lostReply());

        assertThat(cancel(order.platformOrderId()).get(0)).isInstanceOf(Outcome.Unknown.class);
        scene.wrote(1);
        assertThat(scene.stage.isCancelled(order.number())).isTrue();
    }

    @Test
    @DisplayName("14.3 an order that is not there is refused, and the others are cancelled")
    public void verdictForEachElement() {
        PlatformOrder order = order(1001);

        List<Outcome<String>> outcomes = cancel("999999999", order.platformOrderId());

        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Done.class);
    }

    private PlatformOrder order(int n) {
        scene.addOrder(scene.number(n), 1);
        return scene.order(scene.number(n));
    }

    private List<Outcome<String>> cancel(String... ids) {
        return scene.connector.cancelOrders(new CancelOrders(
                scene.session(CallAction.ORDER_CANCEL), List.of(ids), CancelReason.CUSTOMER_REQUEST, "asked to"));
    }
}
