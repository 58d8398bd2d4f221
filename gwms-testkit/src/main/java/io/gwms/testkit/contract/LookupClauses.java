package io.gwms.testkit.contract;

import static io.gwms.testkit.contract.PlatformScene.done;
import static io.gwms.testkit.contract.PlatformScene.numbersOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Orders asked for by number. */
abstract class LookupClauses extends PlatformClauses {
    @Test
    @DisplayName("5.8 a look-up finds the numbers that exist, those alone, and leaves out the others")
    public void lookupFindsWhatItKnows() {
        scene.addOrder(scene.number(1001), 1);
        scene.addOrder(scene.number(10012), 1);

        assertThat(numbersOf(done(lookUp(1001, 9999)).orders())).containsExactly(scene.number(1001));
    }

    @Test
    @DisplayName("5.9 a look-up tells the same of an order as its window does")
    public void lookupTellsTheSame() {
        scene.addOrder(scene.number(1001), 2);

        assertThat(done(lookUp(1001)).orders()).containsExactly(new FetchedOrder.Read(scene.order(scene.number(1001))));
    }

    @Test
    @DisplayName("3.5 a foreign reply to a look-up is a failure and never «no such order»")
    public void foreignReplyIsNeverNoSuchOrder() {
        scene.addOrder(scene.number(1001), 1);
        for (Fault fault : List.of(
                Fault.answer(200, "text/html", PlatformScene.HTML),
                Fault.answer(200, "application/json", "{}"),
                Fault.answer(503, "text/html", PlatformScene.HTML),
                Fault.cutBody(),
                Fault.lostReply())) {
            scene.transport.onReads(fault);
            assertThat(lookUp(1001).asDone()).isEmpty();
        }
    }

    private Outcome<OrderPage> lookUp(Integer... numbers) {
        List<String> asked = List.of(numbers).stream().map(scene::number).toList();
        return scene.connector.lookUpOrders(new LookUpOrders(scene.session(), scene.kind(), asked));
    }
}
