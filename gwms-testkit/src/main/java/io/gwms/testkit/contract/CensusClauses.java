package io.gwms.testkit.contract;

import static io.gwms.testkit.contract.PlatformScene.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.ListOrders;
import io.gwms.platform.OrderListing;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 15: the census leaves none out. */
abstract class CensusClauses extends PlatformClauses {
    @Test
    @DisplayName("15.1 the census lists every order of the window, whatever became of it")
    public void censusListsEveryOrder() {
        List<String> numbers = scene.addOrders(2 * scene.pageSize() + 1);
        scene.stage.changeOrder(numbers.get(0));

        assertThat(listed()).extracting(OrderListing.Listed::number).containsAll(numbers);
    }

    @Test
    @DisplayName("15.2 the census names orders as their windows do")
    public void censusNamesOrdersAlike() {
        scene.addOrder(scene.number(1001), 1);

        assertThat(listed())
                .extracting(OrderListing.Listed::platformOrderId)
                .containsExactly(scene.order(scene.number(1001)).platformOrderId());
    }

    @Test
    @DisplayName("15.3 a foreign reply to the census is a failure and never «no orders»")
    public void foreignReplyIsNeverNoOrders() {
        scene.addOrder(scene.number(1001), 1);
        for (String body : FailureClauses.NONSENSE) {
            scene.transport.onReads(Fault.answer(200, "application/json", body));
            assertThat(list(window(), null).asDone()).as("listed from " + body).isEmpty();
        }
    }

    private List<OrderListing.Listed> listed() {
        TimeWindow window = window();
        List<OrderListing.Listed> listed = new ArrayList<>();
        @Nullable String cursor = null;
        int pages = 0;
        do {
            OrderListing page = done(list(window, cursor));
            listed.addAll(page.orders());
            cursor = page.nextCursor();
            assertThat(++pages).as("pages of a census").isLessThan(1_000);
        } while (cursor != null);
        return listed;
    }

    private TimeWindow window() {
        return scene.everything(scene.can().census().orElseThrow());
    }

    private Outcome<OrderListing> list(TimeWindow window, @Nullable String cursor) {
        return scene.connector.listOrders(new ListOrders(scene.session(), scene.kind(), window, cursor));
    }
}
