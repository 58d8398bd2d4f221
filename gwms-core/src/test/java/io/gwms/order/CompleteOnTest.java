package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Shipment.WriteBack;
import io.gwms.platform.WriteBackSupport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompleteOnTest {
    private final Order order = SampleOrders.in(OrderStatus.SHIPPED, OrderKind.B2C);

    private Order with(WriteBack... told) {
        List<Shipment> shipments = Arrays.stream(told)
                .map(one -> new Shipment("S-" + one, Map.of("L1", 1L), "T1", "DHL", "", SampleOrders.NOW, one, ""))
                .toList();
        return order.change(SampleOrders.NOW).shipments(shipments).done();
    }

    @ParameterizedTest
    @EnumSource
    void aConfirmedWriteBackIsEnoughUnlessThePlatformsWordIsAskedFor(CompleteOn on) {
        assertThat(on.isMetBy(with(WriteBack.CONFIRMED), WriteBackSupport.PARTIAL))
                .isEqualTo(on != CompleteOn.PLATFORM);
    }

    @ParameterizedTest
    @EnumSource
    void everyShipmentHasToBeConfirmedWhereThatCanBe(CompleteOn on) {
        assertThat(on.isMetBy(with(WriteBack.CONFIRMED, WriteBack.NONE), WriteBackSupport.PARTIAL))
                .isFalse();
        assertThat(on.isMetBy(with(), WriteBackSupport.PARTIAL)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void goodsAreEnoughOnlyWhereNobodyCanBeTold(CompleteOn on) {
        assertThat(on.isMetBy(with(WriteBack.NONE), WriteBackSupport.NONE)).isEqualTo(on == CompleteOn.SHIPMENT);
        assertThat(on.isMetBy(with(WriteBack.NONE), WriteBackSupport.WHOLE_ORDER))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteBack.class,
            names = {"PENDING", "UNKNOWN", "FAILED_TEMPORARY", "FAILED_PERMANENT"})
    void aWriteBackOnceBegunIsNotLeftOutWhenThePlatformTakesNoneAnyMore(WriteBack begun) {
        assertThat(CompleteOn.SHIPMENT.isMetBy(with(begun, WriteBack.NONE), WriteBackSupport.NONE))
                .isFalse();
    }

    @Test
    void whatIsStillAtAWarehouseIsNotComplete() {
        Order partly = SampleOrders.in(OrderStatus.PARTIALLY_SHIPPED, OrderKind.B2C);
        assertThat(CompleteOn.SHIPMENT.isMetBy(partly, WriteBackSupport.NONE)).isFalse();
    }
}
