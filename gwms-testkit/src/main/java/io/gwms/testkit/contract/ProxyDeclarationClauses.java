package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyCapabilities.CancelModel;
import io.gwms.proxy.ProxySession;
import io.gwms.testkit.transport.FaultyTransport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 1: what is declared holds, and what is not is refused without a call. */
abstract class ProxyDeclarationClauses extends WarehouseClauses {
    @Test
    @DisplayName("1.1 what is not declared is refused, without a call")
    public void undeclaredIsRefused() {
        ProxyCapabilities can = scene.can();
        FaultyTransport line = scene.line();
        ProxySession session = scene.through(line);
        Map<String, Outcome<?>> refused = new LinkedHashMap<>();
        if (can.inbounds().isEmpty()) {
            refused.put(
                    "an inbound order",
                    scene.announce(
                            session,
                            new InboundRequest(
                                    "A-1", scene.stage.outbound("R-1").lines())));
            refused.put("a look-up of an inbound order", scene.findInbound(session, "A-1"));
        }
        if (can.inbounds()
                .filter(inbound -> inbound.cancel() != CancelModel.NONE)
                .isEmpty()) {
            refused.put("a cancel of an inbound order", scene.cancelInbound(session, "A-1", ""));
        }
        if (can.cancel() == CancelModel.NONE) {
            refused.put("a cancel", scene.cancel(session, "R-1"));
        }
        if (!can.findByReference()) {
            refused.put("a look-up by reference", scene.find(session, "R-1"));
        }
        if (!can.labels()) {
            refused.put("an order with labels", scene.create(session, scene.labelled("R-1")));
        }
        if (can.inventory().isEmpty()) {
            refused.put("the inventory", scene.connector.fetchInventory(new FetchInventory(session, batch -> {})));
        }
        int skusAtOnce =
                can.inventory().map(ProxyCapabilities.Inventory::skusAtOnce).orElse(0);
        refused.put(
                "the inventory of more SKUs than at once",
                scene.fetch(line, Collections.nCopies(skusAtOnce + 1, "P-1"), batch -> {}));

        assertThat(refused)
                .allSatisfy((what, outcome) -> assertThat(WarehouseScene.codeOf(outcome))
                        .as("%s is not declared", what)
                        .contains(RefusalCode.UNSUPPORTED));
        assertThat(line.calls()).as("calls").isEmpty();
    }

    @Test
    @DisplayName("1.2 what is declared stays, and is possible")
    public void declarationsHold() {
        ProxyCapabilities can = scene.can();

        assertThat(scene.connector.capabilities()).isEqualTo(can);
        can.inventory().ifPresent(stock -> assertThat(stock.timePrecision()).isPositive());
    }
}
