package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;
import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundPlan;
import io.gwms.proxy.FixedRoutes;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.Routes;
import io.gwms.proxy.fourpx.FourPxConnector;
import io.gwms.sku.WarehouseSku;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Routes to systems that nobody here speaks to. */
class RoutedSystemsTest extends InventoryBench {
    private final ProxyWarehouseModule.Builder builder =
            ProxyWarehouseModule.builder().connector(warehouse.connector()).connector(FourPxConnector.create());

    private static ProxyRoute route(String warehouse, String system) {
        return new ProxyRoute(
                new WarehouseCode(warehouse), new ProxySystem(system), "acme", "W1", URI.create("https://w.invalid/"));
    }

    @Test
    @DisplayName(
            "a module is not built with a fixed route to a system without a connector, and all such routes are named")
    void refusedWhenItIsBuilt() {
        String known = warehouse.connector().system().value();
        builder.routes(FixedRoutes.builder()
                .route(route("JNB-1", "4PX"))
                .route(route("LAX-1", "4px"))
                .route(route("CPT-1", "SHIPBOB"))
                .build());

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("route is [warehouse CPT-1 to SHIPBOB, warehouse LAX-1 to 4px], but must be")
                .hasMessageContaining("which are [4PX, " + known + "]")
                .hasMessageContaining("connector(…)");
    }

    @Test
    @DisplayName("routes that a host looks up are not asked while a module is built")
    void notAskedWhenItIsBuilt() {
        Routes lookedUp = (Routes) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Routes.class}, (proxy, method, values) -> {
                    throw new IllegalStateException("the database of routes is not there yet");
                });

        assertThatCode(() -> builder.routes(lookedUp).build()).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("a route that turns to such a system later is told by its tasks, and they go on once it turns back")
    void toldByItsTasks() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 5));
        at.gwms.step();
        ProxyRoute before = at.routes.route(WAREHOUSE).orElseThrow();
        at.routes.turnTo(route(WAREHOUSE.value(), "SHIPBOB"));

        SyncTask task = sync(at);

        assertThat(task.manualReason()).isEqualTo(ManualReason.MAPPING);
        assertThat(task.error())
                .contains("warehouse JNB-1 is routed to SHIPBOB", "only of [" + before.system() + "]", "connector(…)");
        assertThat(at.module
                        .inbounds()
                        .push(new InboundPlan(
                                new InboundId("ASN-7"),
                                WAREHOUSE,
                                List.of(new InboundLine(new WarehouseSku("W-1"), 6, 0)),
                                INBOUND))
                        .toString())
                .contains("of which no connector is installed");
        at.routes.turnTo(before);
        at.work(Duration.ofMinutes(2));
        assertThat(at.state.tasks().find(task.id()).orElseThrow().status()).isEqualTo(TaskStatus.SUCCESS);
    }
}
