package io.gwms.testkit.contract;

import static io.gwms.testkit.contract.PlatformScene.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gwms.outcome.Outcome;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.WriteBackSupport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 7: what a lost reply hid is found, and is there once. */
abstract class ProbeClauses extends PlatformClauses {
    @Test
    @DisplayName("7.2 a write whose reply was lost is found by a probe, and is there once")
    public void probeFindsWhatALostReplyHid() {
        ShipmentNotice notice = scene.shippedOrder(1001);
        scene.transport.onWrites(Fault.lostReply());
        scene.write(notice);

        assertThat(done(scene.probe(notice))).isPresent();
        assertThat(scene.stage.shipmentsOf(notice.number())).isEqualTo(1);
    }

    @Test
    @DisplayName("7.3 a probe says «not there» of what was not carried out, finds it once it was, and it is there once")
    public void probeSeesALateWriteOnlyWhenItIsThere() {
        ShipmentNotice notice = scene.shippedOrder(1001);
        scene.transport.onWrites(Fault.late());
        assertThat(scene.write(notice)).isInstanceOf(Outcome.Unknown.class);

        assertThat(done(scene.probe(notice))).isEmpty();
        scene.transport.deliverLate();
        scene.stage.clock().advance(scene.can().settleDelay());
        assertThat(done(scene.probe(notice))).isPresent();
        assertThat(scene.stage.shipmentsOf(notice.number())).isEqualTo(1);
        scene.wrote(1);
    }

    @Test
    @DisplayName("7.4 a probe does not take another shipment of the order for this one")
    public void probeKnowsShipmentsApart() {
        ShipmentNotice notice = scene.shippedOrder(1001);
        assumeTrue(!scene.can().issuesTracking(), "shipments are not told apart by a number of ours");
        assertThat(scene.write(notice)).isInstanceOf(Outcome.Done.class);
        ShipmentNotice other =
                scene.notice(notice.platformOrderId(), notice.number(), notice.quantities(), "ANOTHER-TRACKING");

        assertThat(done(scene.probe(other))).isEmpty();
    }

    @Test
    @DisplayName("7.5 a probe makes no write")
    public void probeWritesNothing() {
        ShipmentNotice notice = scene.shippedOrder(1001);
        scene.probe(notice);

        scene.wrote(0);
        assertThat(scene.stage.shipmentsOf(notice.number())).isZero();
    }

    @Test
    @DisplayName("7.6 a shipment that is another's already is not found, even under the same tracking number")
    public void probeLeavesOutOthers() {
        assumeTrue(scene.can().writeBack() == WriteBackSupport.PARTIAL, "an order has one shipment at most");
        ShipmentNotice notice = scene.shippedOrder(1001);
        String id = done(scene.write(notice)).platformShipmentId();
        ShipmentNotice second = new ShipmentNotice(
                "write-back:second",
                notice.platformOrderId(),
                notice.number(),
                notice.quantities(),
                notice.trackingNumber(),
                notice.carrier(),
                "",
                notice.shippedAt(),
                Set.of(id));

        assertThat(done(scene.probe(second))).isEmpty();
    }

    @Test
    @DisplayName("3.6 a foreign reply to a probe is never «not there»")
    public void foreignReplyIsNeverNotThere() {
        ShipmentNotice notice = scene.shippedOrder(1001);
        scene.write(notice);
        for (Fault fault : new Fault[] {
            Fault.answer(200, "text/html", PlatformScene.HTML),
            Fault.answer(200, "application/json", "{}"),
            Fault.answer(500, "text/plain", ""),
            Fault.cutBody(),
            Fault.lostReply()
        }) {
            scene.transport.onReads(fault);
            assertThat(scene.probe(notice).asDone()).isEmpty();
        }
    }
}
