package io.gwms.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderKind;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.WriteBackSupport;
import io.gwms.proxy.ProxyWarehouseConnector;
import java.util.List;
import org.junit.jupiter.api.Test;

class SketchesTest {
    @Test
    void unlikePlatformsCanSayWhatTheyDo() {
        List<PlatformConnector> platforms = List.of(new ShopifySketch(), new TakealotSketch());

        assertThat(platforms)
                .extracting(platform -> platform.capabilities().kinds())
                .allMatch(kinds -> kinds.contains(OrderKind.B2C));
        assertThat(platforms)
                .extracting(platform -> platform.capabilities().writeBack())
                .containsExactly(WriteBackSupport.PARTIAL, WriteBackSupport.NONE);
        assertThat(platforms)
                .extracting(platform -> platform.capabilities().cursor().reliable())
                .containsExactly(true, false);
    }

    @Test
    void unlikeWarehousesCanSayWhatTheyDo() {
        List<ProxyWarehouseConnector> warehouses = List.of(new FourPxSketch(), new ShipBobSketch());

        assertThat(warehouses)
                .extracting(warehouse -> warehouse.capabilities().refusesDuplicates())
                .containsExactly(false, true);
        assertThat(warehouses)
                .extracting(warehouse ->
                        warehouse.capabilities().stock().orElseThrow().inboundTimes())
                .containsExactly(true, false);
    }
}
