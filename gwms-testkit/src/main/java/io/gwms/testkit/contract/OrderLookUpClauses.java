package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.HttpCall;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules 2, 3, 6, 8 and 9 where an outbound order is looked up by our reference. */
abstract class OrderLookUpClauses extends WarehouseClauses {
    @Test
    @DisplayName("2.3 an order is found by its reference with its number and lines, and one that is not there is not")
    public void findsByReference() {
        RemoteOrder created = scene.created("R-1");

        RemoteOrder found = scene.found("R-1");

        assertThat(found.thirdPartyNo()).isEqualTo(created.thirdPartyNo());
        assertThat(found.reference()).isEqualTo("R-1");
        assertThat(WarehouseScene.told(found))
                .isEqualTo(WarehouseScene.asked(scene.stage.outbound("R-1").lines()));
        assertThat(found.lines()).allSatisfy(line -> assertThat(line.done()).isZero());
        assertThat(WarehouseScene.done(scene.find(scene.session(), "R-0"))).isEmpty();
    }

    @Test
    @DisplayName("2.4 a look-up whose reply cannot be read never says «not there»")
    public void unclearLookUpIsNoAnswer() {
        scene.created("R-1");

        scene.noTroubleIsAnAnswer(session -> scene.find(session, "R-1"));
    }

    @Test
    @DisplayName("3.2 a reply about another reference is neither the order nor «not there»")
    public void foreignReplyIsNoAnswer() {
        scene.created("R-1");

        Outcome<Optional<RemoteOrder>> found =
                scene.find(scene.aboutAnother("R-1", session -> scene.find(session, "R-1")), "R-1");

        assertThat(found).isNotInstanceOf(Outcome.Done.class);
    }

    @Test
    @DisplayName(
            "3.3 a look-up whose reply lacks a field never says «not there», «cancelled», or fewer pieces of what left")
    public void aMissingFieldIsNoAnswer() {
        scene.created("R-1");
        scene.stage.ship("R-1");
        List<RemoteOrder.Line> lines = scene.found("R-1").lines();

        scene.noFieldIsMissed(line -> WarehouseScene.defects(
                scene.find(scene.through(line), "R-1"),
                order -> order.status() != RemoteStatus.SHIPPED || order.lines().equals(lines)));
    }

    @Test
    @DisplayName("6.1 a status word nobody knows is kept as it is")
    public void unknownWordIsKept() {
        scene.created("R-1");

        FaultyTransport line = scene.line().onReads(Fault.changedBody(scene.stage.unknownWord()));
        RemoteOrder found =
                WarehouseScene.done(scene.find(scene.through(line), "R-1")).orElseThrow();

        assertThat(found.status()).isEqualTo(RemoteStatus.UNRECOGNIZED);
        assertThat(found.rawStatus()).isEqualTo("ZZ");
    }

    @Test
    @DisplayName("6.2 what shipped is told with all its pieces")
    public void shippedIsToldInFull() {
        scene.created("R-1");
        scene.stage.ship("R-1");

        RemoteOrder shipped = scene.found("R-1");

        assertThat(shipped.status()).isEqualTo(RemoteStatus.SHIPPED);
        assertThat(shipped.lines()).allSatisfy(line -> assertThat(line.done()).isEqualTo(line.quantity()));
    }

    @Test
    @DisplayName("8.2 each reference has one answer, in the order asked")
    public void oneAnswerForEach() {
        scene.created("R-1");
        scene.created("R-3");

        assertThat(scene.connector.findOutbounds(new FindOrders(scene.session(), List.of("R-3", "R-2", "R-1"))))
                .extracting(found -> found.asDone().orElseThrow().map(RemoteOrder::reference))
                .containsExactly(Optional.of("R-3"), Optional.empty(), Optional.of("R-1"));
    }

    @Test
    @DisplayName("9.2 a look-up may be repeated by anybody")
    public void lookUpIsRepeatable() {
        scene.created("R-1");
        FaultyTransport line = scene.line();

        scene.find(scene.through(line), "R-1");

        assertThat(line.calls()).isNotEmpty().allMatch(HttpCall::isRepeatable);
    }
}
