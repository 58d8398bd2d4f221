package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Shipment.WriteBack;
import io.gwms.platform.WriteBackSupport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompleteOnTest {
    private final Order order = SampleOrders.in(OrderStatus.SHIPPED, OrderKind.B2C);

    private Order with(WriteBack... told) {
        List<Shipment> shipments = Arrays.stream(told)
                .map(one -> new Shipment("S-" + one, Map.of("L1", 1L), "T1", "DHL", "", SampleOrders.NOW, one, ""))
                .toList();
        return order.change(SampleOrders.NOW).shipments(shipments).done();
    }

    private static List<CompleteOn> metBy(Order order, WriteBackSupport support) {
        return Arrays.stream(CompleteOn.values())
                .filter(on -> on.isMetBy(order, support))
                .toList();
    }

    @Test
    void aConfirmedWriteBackIsEnoughUnlessThePlatformsWordIsAskedFor() {
        assertThat(metBy(with(WriteBack.CONFIRMED), WriteBackSupport.PARTIAL))
                .containsExactly(CompleteOn.WRITE_BACK, CompleteOn.SHIPMENT);
    }

    @Test
    void everyShipmentHasToBeConfirmedWhereThatCanBe() {
        assertThat(metBy(with(WriteBack.CONFIRMED, WriteBack.NONE), WriteBackSupport.PARTIAL))
                .isEmpty();
        assertThat(metBy(with(), WriteBackSupport.PARTIAL)).isEmpty();
    }

    @Test
    void goodsAreEnoughOnlyWhereNobodyCanBeTold() {
        assertThat(metBy(with(WriteBack.NONE), WriteBackSupport.NONE)).containsExactly(CompleteOn.SHIPMENT);
        assertThat(metBy(with(WriteBack.NONE), WriteBackSupport.WHOLE_ORDER)).isEmpty();
    }

    @Test
    void aWriteBackOnceBegunIsNotLeftOutWhenThePlatformTakesNoneAnyMore() {
        for (WriteBack begun :
                List.of(WriteBack.PENDING, WriteBack.UNKNOWN, WriteBack.FAILED_TEMPORARY, WriteBack.FAILED_PERMANENT)) {
            assertThat(metBy(with(begun, WriteBack.NONE), WriteBackSupport.NONE))
                    .as("%s", begun)
                    .isEmpty();
        }
    }

    @Test
    void whatIsStillAtAWarehouseIsNotComplete() {
        Order partly = SampleOrders.in(OrderStatus.PARTIALLY_SHIPPED, OrderKind.B2C);
        assertThat(metBy(partly, WriteBackSupport.NONE)).isEmpty();
    }
}
