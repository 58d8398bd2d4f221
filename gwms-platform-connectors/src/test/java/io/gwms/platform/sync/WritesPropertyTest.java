package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.order.AcknowledgeOrder;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import io.gwms.outbound.OutboundId;
import io.gwms.outcome.Outcome;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.WriteBackSupport;
import io.gwms.store.Store;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Whatever happens to the calls, the process, the store and the tasks: a platform is told of each shipment once, and of each
 * acknowledgement once.
 */
class WritesPropertyTest {
    private static final int ACTIONS = 50;

    @Property(tries = 200)
    void platformIsToldOfEachThingOnce(
            @ForAll long seed, @ForAll boolean whole, @ForAll boolean takesFirst, @ForAll boolean sameNumber) {
        try (Run run = new Run(new Random(seed), whole, takesFirst, sameNumber && !whole)) {
            run.acknowledge();
            run.acts();
            run.rest();
            assertThat(run.stage.platform.acknowledgementsOf("PO-1"))
                    .as("acknowledgements")
                    .hasSize(1);
            run.dispatch();
            run.acts();
            run.shipRest();
            run.rest();
            run.assertToldOnce();
        }
    }

    /** A request that is carried out later than its caller waits. */
    private record Late(Instant at, Runnable call) {}

    /** One random history of a purchase order that leaves in several parcels. */
    private static final class Run implements AutoCloseable {
        private static final int LATEST = 118;
        private static final long PIECES = 4;

        private final Random random;
        private final WriteStage stage;
        private final boolean whole;
        private final boolean sameNumber;
        private final OrderId id;
        private final List<Late> late = new ArrayList<>();
        private @Nullable OutboundId outbound;
        private int parcels;
        private long left = PIECES;
        private int lives = 1;
        /** The node before, which was taken for dead and is not. */
        private Gwms before;

        Run(Random random, boolean whole, boolean takesFirst, boolean sameNumber) {
            this.random = random;
            this.whole = whole;
            this.sameNumber = sameNumber;
            PlatformCapabilities.Builder can = ScriptedPlatform.everything();
            this.stage = WriteStage.with((whole ? can.writeBack(WriteBackSupport.WHOLE_ORDER) : can).build());
            this.id = stage.pulled(ScriptedPlatform.purchaseOrder("PO-1", Map.of("A", PIECES), stage.clock.instant()))
                    .id();
            stage.platform.takesFirst(takesFirst);
            this.before = stage.bench.gwms;
        }

        void acknowledge() {
            WriteStage.accepted(
                    stage.bench.orders.acknowledge(AcknowledgeOrder.acceptAll(stage.order(id), SyncBench.WAREHOUSE)));
        }

        void dispatch() {
            assertThat(stage.order(id).status()).isEqualTo(OrderStatus.ACKNOWLEDGED);
            outbound = stage.dispatched(id);
        }

        void acts() {
            for (int i = 0; i < ACTIONS; i++) {
                act();
            }
        }

        private void act() {
            switch (random.nextInt(11)) {
                case 0, 1 -> stage.bench.transport.onWrites(writeFault());
                case 2 -> stage.bench.transport.onReads(readFault());
                case 3 -> restart();
                case 4 -> ship(1);
                case 5 -> store();
                case 6 -> person();
                default -> pass(Duration.ofSeconds(1 + random.nextInt(150)));
            }
        }

        private Fault writeFault() {
            return switch (random.nextInt(10)) {
                case 0 -> Fault.lostReply();
                case 1 -> Fault.notSent();
                case 2 -> Fault.answer(429, "application/json", "{}");
                case 3 -> Fault.answer(200, "text/html", "<html>busy</html>");
                case 4 -> Fault.cutBody();
                case 5 ->
                    (transport, call, send) -> {
                        Instant at = stage.clock.instant().plusSeconds(1 + random.nextInt(LATEST));
                        late.add(new Late(at, () -> send.send(call)));
                        return Outcome.unknown("no reply came in time");
                    };
                case 6 ->
                    (transport, call, send) -> {
                        send.send(call);
                        throw new CrashingState.Death();
                    };
                case 7 ->
                    (transport, call, send) -> {
                        before.step();
                        return send.send(call);
                    };
                case 8 ->
                    (transport, call, send) -> {
                        Outcome<HttpReply> reply = send.send(call);
                        ship(1);
                        before.step();
                        return reply;
                    };
                default ->
                    (transport, call, send) -> {
                        throw new CrashingState.Death();
                    };
            };
        }

        private Fault readFault() {
            return switch (random.nextInt(4)) {
                case 0 -> Fault.answer(503, "text/plain", "later");
                case 1 -> Fault.answer(200, "text/html", "<html>busy</html>");
                case 2 -> Fault.cutBody();
                default -> Fault.answer(429, "application/json", "{}");
            };
        }

        private void restart() {
            lives++;
            before = stage.bench.gwms;
            stage.bench.start("node-" + lives, PlatformModule.Builder::noAutomaticRuns, stage.bench.state);
            stage.bench.gwms.step();
        }

        private void ship(long pieces) {
            if (outbound == null || left == 0) {
                return;
            }
            parcels++;
            left -= pieces;
            stage.shipped(
                    id,
                    outbound,
                    "S-" + parcels,
                    Map.of(stage.order(id).lines().get(0).lineId(), pieces),
                    sameNumber ? "TRACK" : "TRACK-" + parcels,
                    left == 0);
        }

        void shipRest() {
            if (left > 0) {
                ship(left);
            }
        }

        private void store() {
            Store store = WriteStage.STORE;
            stage.bench
                    .state
                    .stores()
                    .save(
                            switch (random.nextInt(3)) {
                                case 0 -> store.withEnabled(false);
                                case 1 -> store.withReadOnly(true);
                                default -> store;
                            });
        }

        /** Somebody who presses what there is to press. */
        private void person() {
            List<SyncTask> live = stage.tasks(TaskType.WRITE_BACK).stream()
                    .filter(task -> task.status().isLive())
                    .toList();
            switch (random.nextInt(3)) {
                case 0 -> stage.bench.orders.markShipped(id);
                case 1 -> live.forEach(task -> stage.bench.gwms.tasks().syncNow(task.id()));
                default -> {
                    live.forEach(task -> stage.bench.gwms.tasks().cancel(task.id()));
                    stage.bench.orders.markShipped(id);
                }
            }
        }

        private void pass(Duration duration) {
            Instant end = stage.clock.instant().plus(duration);
            for (@Nullable Late next = first(end); next != null; next = first(end)) {
                late.remove(next);
                stage.clock.advanceTo(next.at());
                next.call().run();
                step();
            }
            stage.clock.advanceTo(end);
            step();
            step();
        }

        /** What the platform has only taken it carries out before it is asked again. */
        private void step() {
            stage.platform.carryOut();
            stage.bench.gwms.step();
        }

        private @Nullable Late first(Instant end) {
            return late.stream()
                    .filter(one -> !one.at().isAfter(end))
                    .min(Comparator.comparing(Late::at))
                    .orElse(null);
        }

        /** Long enough for every fault that is still to come, with somebody who looks after what needs a person. */
        void rest() {
            stage.bench.state.stores().save(WriteStage.STORE);
            for (int i = 0; i < 60 || !open().isEmpty() && i < 1000; i++) {
                pass(Duration.ofMinutes(10));
                tasks(TaskStatus.MANUAL).forEach(this::lookAfter);
            }
            assertThat(open()).as("tasks that do not end").isEmpty();
        }

        private List<SyncTask> open() {
            return tasks(TaskStatus.PENDING, TaskStatus.WAITING, TaskStatus.RUNNING, TaskStatus.MANUAL);
        }

        private List<SyncTask> tasks(TaskStatus... statuses) {
            List<SyncTask> tasks = new ArrayList<>(stage.tasks(TaskType.WRITE_BACK));
            tasks.addAll(stage.tasks(TaskType.ACKNOWLEDGE));
            return tasks.stream()
                    .filter(task -> List.of(statuses).contains(task.status()))
                    .toList();
        }

        /** Somebody who looks at the platform before anything is told anew. */
        private void lookAfter(SyncTask task) {
            if (task.type().equals(TaskType.WRITE_BACK)) {
                stage.bench.gwms.tasks().cancel(task.id());
                stage.bench.orders.markShipped(id);
            } else if (stage.platform.acknowledgementsOf("PO-1").isEmpty()) {
                stage.bench.gwms.tasks().cancel(task.id());
                acknowledge();
            } else {
                stage.bench.gwms.tasks().syncNow(task.id());
            }
        }

        void assertToldOnce() {
            Order order = stage.order(id);
            assertThat(stage.platform.shipmentsOf("PO-1")).isEqualTo(whole ? 1 : parcels);
            assertThat(order.status()).isEqualTo(OrderStatus.COMPLETED);
            assertThat(order.shipments()).hasSize(parcels);
            if (!whole) {
                assertThat(order.shipments())
                        .extracting(Shipment::platformShipmentId)
                        .doesNotHaveDuplicates();
            }
        }

        @Override
        public void close() {
            stage.close();
        }
    }
}
