package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.ProxyCapabilities.CancelModel;
import io.gwms.proxy.ProxyCapabilities.DuplicateModel;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.testkit.transport.FaultyTransport;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 11: an inbound order is known by its ASN, and what came of it is told. */
abstract class InboundClauses extends WarehouseClauses {
    private RemoteOrder announced(String asn) {
        return WarehouseScene.done(scene.announce(scene.session(), scene.stage.inbound(asn)));
    }

    private RemoteOrder found(String asn) {
        return WarehouseScene.done(scene.findInbound(scene.session(), asn)).orElseThrow();
    }

    @Test
    @DisplayName(
            "11.1 an inbound order is found by its ASN with its number and lines, and one that is not there is not")
    public void findsByAsn() {
        RemoteOrder created = announced("A-1");

        RemoteOrder found = found("A-1");

        assertThat(found.reference()).isEqualTo("A-1");
        assertThat(found.thirdPartyNo()).isEqualTo(created.thirdPartyNo());
        assertThat(WarehouseScene.told(found))
                .isEqualTo(WarehouseScene.asked(scene.stage.inbound("A-1").lines()));
        assertThat(WarehouseScene.done(scene.findInbound(scene.session(), "A-0")))
                .isEmpty();
    }

    @Test
    @DisplayName("11.2 an announcement whose reply is unclear is unknown, and one that never left is refused")
    public void unclearAnnouncementIsUnknown() {
        for (Trouble trouble : Trouble.values()) {
            FaultyTransport line = scene.line().onWrites(trouble.fault());
            Outcome<RemoteOrder> outcome = scene.announce(scene.through(line), scene.stage.inbound("A-" + trouble));

            assertThat(line.writes())
                    .as("%s: announcements sent, of which one that is marked as repeatable counts as none", trouble)
                    .isEqualTo(1);
            assertThat(outcome)
                    .as(trouble.name())
                    .isInstanceOf(trouble == Trouble.NEVER_LEFT ? Outcome.Refused.class : Outcome.Unknown.class);
        }
    }

    @Test
    @DisplayName("11.3 a look-up that cannot be read, or is about another ASN, never says «not there»")
    public void unclearLookUpIsNoAnswer() {
        announced("A-1");

        scene.noTroubleIsAnAnswer(session -> scene.findInbound(session, "A-1"));
        assertThat(scene.findInbound(scene.aboutAnother("A-1", session -> scene.findInbound(session, "A-1")), "A-1"))
                .as("compare the reference the reply tells")
                .isNotInstanceOf(Outcome.Done.class);
    }

    @Test
    @DisplayName("11.4 a second inbound order of one ASN ends as declared")
    public void duplicateEndsAsDeclared() {
        RemoteOrder first = announced("A-1");

        Outcome<RemoteOrder> again = scene.announce(scene.session(), scene.stage.inbound("A-1"));

        DuplicateModel declared = scene.can().inbounds().orElseThrow().duplicates();
        if (declared == DuplicateModel.REFUSED) {
            assertThat(WarehouseScene.codeOf(again))
                    .as("REFUSED is declared, and a second announcement of A-1 gave %s", again)
                    .contains(RefusalCode.DUPLICATE_REFERENCE);
        } else if (declared == DuplicateModel.FIRST_AGAIN) {
            assertThat(WarehouseScene.done(again).thirdPartyNo()).isEqualTo(first.thirdPartyNo());
        }
        if (declared != DuplicateModel.SECOND_ORDER) {
            assertThat(found("A-1").thirdPartyNo()).isEqualTo(first.thirdPartyNo());
        }
    }

    @Test
    @DisplayName("11.5 what was put away is told to the piece, batch by batch where that is declared")
    public void whatCameIsTold() {
        announced("A-1");
        scene.stage.putAway("A-1");

        RemoteOrder found = found("A-1");

        assertThat(found.status()).isEqualTo(RemoteStatus.PUT_AWAY);
        Map<String, Long> came = new HashMap<>();
        if (scene.can().inbounds().orElseThrow().receipts()) {
            found.receipts().forEach(receipt -> came.merge(receipt.proxySku(), receipt.quantity(), Math::addExact));
        } else {
            assertThat(found.receipts()).as("receipts that are not declared").isEmpty();
            found.lines().forEach(line -> came.merge(line.proxySku(), line.done(), Math::addExact));
        }
        assertThat(came)
                .as(
                        "what came, by the %s of the order, as Inbound.receipts declares it",
                        scene.can().inbounds().orElseThrow().receipts() ? "receipts" : "lines")
                .isEqualTo(WarehouseScene.asked(scene.stage.inbound("A-1").lines()));
    }

    @Test
    @DisplayName("11.6 an inbound order is cancelled before anything came, and not after")
    public void cancelsInTime() {
        if (scene.can().inbounds().orElseThrow().cancel() == CancelModel.NONE) {
            return;
        }
        RemoteOrder first = announced("A-1");
        RemoteOrder second = announced("A-2");

        assertThat(WarehouseScene.done(scene.cancelInbound(scene.session(), "A-1", first.thirdPartyNo())))
                .isIn(RemoteStatus.CANCELLED, RemoteStatus.CANCELLING);
        assertThat(found("A-1").status()).isIn(RemoteStatus.CANCELLED, RemoteStatus.CANCELLING);
        scene.stage.putAway("A-2");
        Outcome<RemoteStatus> late = scene.cancelInbound(scene.session(), "A-2", second.thirdPartyNo());
        assertThat(WarehouseScene.codeOf(late))
                .as("a cancel of what was put away gave %s", late)
                .contains(RefusalCode.TOO_LATE);
    }

    @Test
    @DisplayName(
            "11.7 a look-up whose reply lacks a field never says «not there», «cancelled», or that something else came")
    public void aMissingFieldIsNoAnswer() {
        announced("A-1");
        scene.stage.putAway("A-1");
        Map<String, Long> came = cameOf(found("A-1"));

        scene.noFieldIsMissed(line -> WarehouseScene.defects(
                scene.findInbound(scene.through(line), "A-1"),
                order ->
                        order.status() != RemoteStatus.PUT_AWAY || cameOf(order).equals(came)));
    }

    /** What came of each SKU in each inventory type, whenever it did. */
    private Map<String, Long> cameOf(RemoteOrder order) {
        Map<String, Long> came = new HashMap<>();
        if (scene.can().inbounds().orElseThrow().receipts()) {
            order.receipts()
                    .forEach(receipt -> came.merge(
                            receipt.proxySku() + "/" + receipt.quality(), receipt.quantity(), Math::addExact));
        } else {
            order.lines().forEach(line -> came.merge(line.proxySku(), line.done(), Math::addExact));
        }
        return came;
    }
}
