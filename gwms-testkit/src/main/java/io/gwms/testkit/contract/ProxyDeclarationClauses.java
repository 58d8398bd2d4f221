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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
        List<Outcome<?>> refused = new ArrayList<>();
        if (can.inbounds().isEmpty()) {
            refused.add(scene.announce(
                    session,
                    new InboundRequest("A-1", scene.stage.outbound("R-1").lines())));
            refused.add(scene.findInbound(session, "A-1"));
        }
        if (can.inbounds()
                .filter(inbound -> inbound.cancel() != CancelModel.NONE)
                .isEmpty()) {
            refused.add(scene.cancelInbound(session, "A-1", ""));
        }
        if (can.cancel() == CancelModel.NONE) {
            refused.add(scene.cancel(session, "R-1"));
        }
        if (!can.findByReference()) {
            refused.add(scene.find(session, "R-1"));
        }
        if (!can.labels()) {
            refused.add(scene.create(session, scene.labelled("R-1")));
        }
        if (can.inventory().isEmpty()) {
            refused.add(scene.connector.fetchInventory(new FetchInventory(session, batch -> {})));
        }
        int skusAtOnce =
                can.inventory().map(ProxyCapabilities.Inventory::skusAtOnce).orElse(0);
        refused.add(scene.fetch(line, Collections.nCopies(skusAtOnce + 1, "P-1"), batch -> {}));

        assertThat(refused)
                .allSatisfy(
                        outcome -> assertThat(WarehouseScene.codeOf(outcome)).contains(RefusalCode.UNSUPPORTED));
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
