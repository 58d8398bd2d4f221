package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.order.ManualShipment;
import io.gwms.order.OrderId;
import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import io.gwms.order.Shipment.WriteBack;
import io.gwms.outbound.OutboundId;
import io.gwms.outcome.Outcome;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.state.TaskQueue;
import io.gwms.store.Authorization;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.state.FaultyState;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shipment is told once, whoever else tells, stops, cancels or fails meanwhile. */
class WriteBackFaultsTest {
    private final WriteStage stage = WriteStage.everything();

    @AfterEach
    void stop() {
        stage.close();
    }

    private OrderId order(long pieces) {
        return stage.pulled(ScriptedPlatform.order("#1", "A", pieces, stage.clock.instant()))
                .id();
    }

    /** An order that has left whole; its write-back is due. */
    private OrderId shipped() {
        OrderId id = order(2);
        stage.shipped(id, stage.dispatched(id), "TRACK-1");
        return id;
    }

    private WriteBack writeBack(OrderId id) {
        return stage.order(id).shipments().get(0).writeBack();
    }

    private SyncTask task() {
        return stage.task(TaskType.WRITE_BACK);
    }

    private void assertToldOnce(OrderId id) {
        assertThat(stage.platform.shipmentsOf("#1")).as("shipments there").isEqualTo(1);
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(stage.order(id).exceptions()).isEmpty();
    }

    private static Fault answer(int status, Map<String, List<String>> headers, String body) {
        return (transport, call, send) ->
                Outcome.done(HttpReply.of(status, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void twoParcelsUnderOneNumberThatTwoNodesTellAtOnceAreBothTold() {
        OrderId id = order(2);
        OutboundId outbound = stage.dispatched(id);
        Map<String, Long> one = Map.of(stage.order(id).lines().get(0).lineId(), 1L);
        stage.shipped(id, outbound, "S-1", one, "TRACK-1", false);
        Gwms first = stage.bench.gwms;
        stage.bench.start("node-2", PlatformModule.Builder::noAutomaticRuns, stage.bench.state);
        Gwms second = stage.bench.gwms;
        stage.bench.transport.onWrites((transport, call, send) -> {
            Outcome<HttpReply> reply = send.send(call);
            stage.shipped(id, outbound, "S-2", one, "TRACK-1", true);
            stage.bench.transport.onWrites(Fault.answer(502, "text/html", "<h1>502</h1>"));
            second.step();
            return reply;
        });
        first.step();
        stage.bench.runUntilIdle();

        assertThat(stage.platform.shipmentsOf("#1")).isEqualTo(2);
        assertThat(stage.order(id).shipments())
                .extracting(Shipment::platformShipmentId)
                .doesNotHaveDuplicates();
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.COMPLETED);
        first.close();
    }

    @Test
    void nodeThatStandsStillBeforeTheCallIsNotOvertakenByASecondOne() {
        OrderId id = shipped();
        Gwms first = stage.bench.gwms;
        stage.bench.start("node-2", PlatformModule.Builder::noAutomaticRuns, stage.bench.state);
        stage.bench.transport.onWrites((transport, call, send) -> {
            stage.clock.advance(Duration.ofSeconds(100));
            stage.bench.gwms.step();
            return send.send(call);
        });
        first.step();
        stage.bench.runUntilIdle();

        assertToldOnce(id);
        assertThat(stage.bench.transport.writes()).isEqualTo(1);
        first.close();
    }

    @Test
    void processThatStandsStillBehindItsMarkSendsNothingUnderIt() {
        OrderId id = shipped();
        stage.bench.close();
        AtomicInteger stops = new AtomicInteger(1);
        stage.bench.start("node-2", PlatformModule.Builder::noAutomaticRuns, stopping(stops));
        Gwms stopped = stage.bench.gwms;
        stage.bench.start("node-3", PlatformModule.Builder::noAutomaticRuns, stage.bench.state);
        stopped.step();
        stage.bench.runUntilIdle();

        assertThat(stops).hasValue(0);
        assertToldOnce(id);
        assertThat(stage.bench.transport.writes()).isEqualTo(1);
        stopped.close();
    }

    /** A state behind whose next marks the process stands still for half an hour, while another node works. */
    private StateRepository stopping(AtomicInteger stops) {
        TaskQueue stopping = Redirected.of(TaskQueue.class, stage.bench.state.queue(), "checkpoint", kept -> {
            if (stops.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                stage.clock.advance(Duration.ofMinutes(30));
                stage.bench.gwms.step();
            }
            return kept;
        });
        return Redirected.of(StateRepository.class, stage.bench.state, "queue", given -> stopping);
    }

    @Test
    void databaseThatIsDownWhenTheAnswerComesCostsNoSecondCall() {
        OrderId id = shipped();
        AtomicInteger down = new AtomicInteger(3);
        stage.bench.close();
        stage.bench.start(
                "node-2",
                PlatformModule.Builder::noAutomaticRuns,
                FaultyState.of(stage.bench.state, (changes, commit) -> {
                    boolean ends = changes.stream().anyMatch(Change.SaveOrder.class::isInstance);
                    if (ends && down.getAndDecrement() > 0) {
                        throw FaultyState.outage();
                    }
                    return commit.apply(changes);
                }));
        for (int i = 0; i < 20; i++) {
            stage.bench.gwms.step();
            stage.clock.advance(Duration.ofMinutes(5));
        }

        assertToldOnce(id);
        assertThat(stage.bench.transport.writes()).isEqualTo(1);
    }

    @Test
    void taskThatWasCancelledWithAnUnknownEndIsAskedAboutBeforeMarkShippedTellsAgain() {
        OrderId id = shipped();
        stage.bench.transport.onWrites(Fault.late());
        stage.bench.gwms.step();
        assertThat(writeBack(id)).isEqualTo(WriteBack.UNKNOWN);
        stage.bench.gwms.tasks().cancel(task().id());
        WriteStage.accepted(stage.bench.orders.markShipped(id));
        stage.bench.gwms.step();
        assertThat(stage.bench.transport.writes()).isEqualTo(1);
        stage.clock.advance(Duration.ofSeconds(90));
        assertThat(stage.bench.transport.deliverLate()).isEqualTo(1);
        stage.bench.runUntilIdle();

        assertToldOnce(id);
        assertThat(stage.bench.transport.writes()).isEqualTo(1);
    }

    @Test
    void whatACancelledTaskNeverGotThroughIsToldOnceThePlatformSurelyDoesNotKnow() {
        OrderId id = shipped();
        stage.bench.transport.onWrites(Fault.late());
        stage.bench.gwms.step();
        stage.bench.gwms.tasks().cancel(task().id());
        WriteStage.accepted(stage.bench.orders.markShipped(id));
        stage.bench.runUntilIdle();

        assertToldOnce(id);
        assertThat(stage.bench.transport.writes()).isEqualTo(2);
    }

    @Test
    void sameNumberByHandAfterACancelledTaskIsAskedAboutFirst() {
        OrderId id = shipped();
        stage.bench.transport.onWrites(Fault.lostReply());
        stage.bench.transport.onReads(Fault.answer(503, "text/plain", "later"));
        stage.bench.gwms.step();
        stage.bench.gwms.tasks().cancel(task().id());
        WriteStage.accepted(stage.bench.orders.manualShip(new ManualShipment(id, "TRACK-1", "DHL", "")));
        stage.bench.runUntilIdle();

        assertThat(stage.platform.shipmentsOf("#1")).isEqualTo(1);
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.MANUAL_COMPLETED);
    }

    @Test
    void repliesThatAreNoAnswerAreAskedAbout() {
        List<Fault> broken = List.of(
                Fault.answer(200, "text/html", "<html>busy</html>"),
                Fault.answer(200, "application/json", ""),
                Fault.answer(200, "application/json", "{\"error\":\"internal\"}"),
                Fault.answer(500, "application/json", "{\"error\":\"internal\"}"),
                Fault.answer(408, "text/plain", "time is up"),
                Fault.cutBody());
        for (int i = 0; i < broken.size(); i++) {
            String number = "#" + (10 + i);
            OrderId id = stage.pulled(ScriptedPlatform.order(number, "A", 1, stage.clock.instant()))
                    .id();
            stage.shipped(id, stage.dispatched(id), "TRACK-" + i);
            stage.bench.transport.onWrites(broken.get(i));
            stage.bench.runUntilIdle();

            assertThat(stage.platform.shipmentsOf(number)).as("fault " + i).isEqualTo(1);
            assertThat(stage.order(id).status()).as("fault " + i).isEqualTo(OrderStatus.COMPLETED);
        }
    }

    @Test
    void throttlingWaitsAsLongAsIsAskedAndIsNoFailureHoweverItIsSaid() {
        OrderId id = shipped();
        stage.bench.transport.onWrites(
                answer(429, Map.of("Retry-After", List.of("120")), "{}"),
                answer(429, Map.of("Retry-After", List.of("Tue, 10 Mar 2026 12:10:00 GMT")), "{}"),
                answer(429, Map.of(), ""),
                answer(429, Map.of("Retry-After", List.of("soon")), "<html>"));
        stage.bench.gwms.step();
        stage.clock.advance(Duration.ofSeconds(30));
        stage.bench.gwms.step();
        assertThat(stage.bench.transport.writes())
                .as("the account is left alone")
                .isEqualTo(1);
        stage.bench.runUntilIdle();

        assertToldOnce(id);
        assertThat(stage.bench.transport.writes()).isEqualTo(5);
        assertThat(task().failures()).isZero();
    }

    @Test
    void storeThatIsDisabledOrLosesItsCredentialMeanwhileIsToldLater() {
        OrderId id = shipped();
        stage.bench.transport.onWrites(Fault.late());
        stage.bench.gwms.step();
        stage.bench.state.stores().save(WriteStage.STORE.withEnabled(false));
        stage.clock.advance(Duration.ofHours(1));
        stage.bench.gwms.step();
        assertThat(task().status()).isEqualTo(TaskStatus.WAITING);
        assertThat(task().summary()).contains("is disabled");
        stage.bench.state.stores().save(WriteStage.STORE.withAuthorization(Authorization.EXPIRED));
        stage.clock.advance(Duration.ofHours(1));
        stage.bench.gwms.step();
        assertThat(task().summary()).contains("not authorized");
        stage.bench.state.stores().save(WriteStage.STORE);
        stage.bench.runUntilIdle();

        assertToldOnce(id);
    }

    @Test
    void linesOfWhichNothingLeftAreNotToldOf() {
        OrderId id = stage.pulled(ScriptedPlatform.order("#1", "A", 1, stage.clock.instant()))
                .id();
        OutboundId outbound = stage.dispatched(id);
        String line = stage.order(id).lines().get(0).lineId();
        List<HttpCall> sent = new ArrayList<>();
        stage.bench.transport.onWrites((transport, call, send) -> {
            sent.add(call);
            return send.send(call);
        });
        stage.shipped(id, outbound, "S-1", Map.of(line, 1L, "gone", 0L), "TRACK-1", true);
        stage.bench.runUntilIdle();

        assertToldOnce(id);
        assertThat(new String(sent.get(0).body(), StandardCharsets.UTF_8)).doesNotContain("gone");
    }
}
