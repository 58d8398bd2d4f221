package io.gwms.testkit.contract;

import static io.gwms.testkit.contract.PlatformScene.HTML;
import static io.gwms.testkit.contract.PlatformScene.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.WrittenShipment;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules 2, 6, 7 and 8 for shipments that are written back. */
abstract class ShipmentClauses extends PlatformClauses {
    @Test
    @DisplayName("2.1 a write whose reply is lost is unknown")
    public void lostReplyIsUnknownNotRefused() {
        ShipmentNotice notice = scene.shippedOrder(1001);
        scene.transport.onWrites(Fault.lostReply());

        assertThat(scene.write(notice)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    @DisplayName("2.2 a 5xx or a foreign reply to a write is unknown")
    public void brokenReplyToAWriteIsUnknown() {
        ShipmentNotice notice = scene.shippedOrder(1001);
        List<Fault> faults = List.of(
                Fault.answer(500, "text/html", HTML),
                Fault.answer(503, "text/plain", ""),
                Fault.answer(200, "text/html", HTML),
                Fault.answer(200, "application/json", ""),
                Fault.answer(200, "application/json", "{\"da"));

        for (Fault fault : faults) {
            scene.transport.onWrites(fault);
            assertThat(scene.write(notice)).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    @DisplayName("2.3 a write that never left is refused, and temporary")
    public void unsentWriteIsRefused() {
        ShipmentNotice notice = scene.shippedOrder(1001);
        scene.transport.onWrites(Fault.notSent());

        assertThat(refusalOf(scene.write(notice)).isTemporary()).isTrue();
        assertThat(scene.stage.shipmentsOf(notice.number())).isZero();
    }

    @Test
    @DisplayName("6.1 a write answers with one outcome for each element, in the order asked")
    public void verdictForEachElement() {
        ShipmentNotice good = scene.shippedOrder(1001);
        ShipmentNotice bad = scene.notice("999999999", scene.number(9), Map.of("999999998", 1L), "TRACK-9");

        List<Outcome<WrittenShipment>> outcomes = scene.connector.writeShipments(scene.writing(bad, good));

        assertThat(outcomes)
                .as("an outcome for each element, in the order asked")
                .hasSize(2);
        assertThat(outcomes.get(0)).as("of an order that is not there").isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Done.class);
        assertThat(scene.stage.shipmentsOf(good.number()))
                .as("shipments over there")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("7.1 a write is sent once for each intent, whatever becomes of it")
    public void writeIsSentOnce() {
        List<Fault> faults = List.of(
                Fault.none(),
                Fault.lostReply(),
                Fault.notSent(),
                Fault.answer(503, "text/plain", ""),
                Fault.answer(429, "application/json", "{\"errors\":\"slow down\"}"));
        for (int i = 0; i < faults.size(); i++) {
            ShipmentNotice notice = scene.shippedOrder(1001 + i);
            scene.transport.onWrites(faults.get(i));
            scene.write(notice);
            scene.wrote(i + 1);
        }
    }

    @Test
    @DisplayName("8.2 no reply to a write makes it throw, or believe that it was done")
    public void noReplyToAWriteMakesItThrow() {
        ShipmentNotice notice = scene.shippedOrder(1001);
        for (String body : FailureClauses.NONSENSE) {
            scene.transport.onWrites(Fault.answer(200, "application/json", body));
            assertThat(scene.write(notice).asDone())
                    .as("shipment written by " + body)
                    .isEmpty();
        }
    }
}
