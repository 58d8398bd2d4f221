package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.ordersync.SyncRequest;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.redact.Secret;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.platform.ScriptedPush;
import io.gwms.testkit.time.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Whatever brings an order, in whatever order and however often: it is one order, with one step for each change that was seen. */
class PullAndPushPropertyTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final OrderId ORDER = new OrderId(ID, "id-#1");
    private static final Secret SECRET = Secret.of("the-present-secret-4711");

    enum Move {
        CHANGE,
        PULL,
        SEND_NAMED,
        SEND_WHOLE,
        DELIVER_OLDEST,
        DELIVER_NEWEST,
        DELIVER_ALL_AGAIN,
        WORK
    }

    @Property(tries = 300)
    void oneOrderAndOneStepForEachChange(@ForAll @Size(max = 25) List<Move> moves) {
        VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
        ScriptedPlatform platform = ScriptedPlatform.standard();
        try (SyncBench bench = SyncBench.of(platform, STORE, clock)) {
            Run run = new Run(clock, platform, bench);
            moves.forEach(run::make);
            run.make(Move.DELIVER_ALL_AGAIN);
            run.make(Move.WORK);
            run.make(Move.PULL);

            Order stored = bench.state.orders().find(ORDER).orElseThrow();
            assertThat(stored.platform()).isEqualTo(run.order);
            int steps = bench.state.orders().journal(ORDER).size();
            assertThat(steps).isEqualTo(run.seen.size());
            assertThat(stored.version()).isEqualTo(steps);

            run.make(Move.DELIVER_ALL_AGAIN);
            run.make(Move.WORK);
            run.make(Move.PULL);
            assertThat(bench.state.orders().journal(ORDER)).hasSize(steps);
        }
    }

    /** One course of events. */
    private static final class Run {
        private final VirtualClock clock;
        private final ScriptedPlatform platform;
        private final SyncBench bench;
        private final List<ScriptedPush> sent = new ArrayList<>();
        private final Set<Instant> seen = new HashSet<>();
        private PlatformOrder order;
        private int next;

        Run(VirtualClock clock, ScriptedPlatform platform, SyncBench bench) {
            this.clock = clock;
            this.platform = platform;
            this.bench = bench;
            this.order = ScriptedPlatform.order("#1", "SKU-1", 1, clock.instant());
            platform.put(order);
            bench.gwms
                    .credentials()
                    .replace(ScriptedPlatform.credential(ID).withSecret(WebhookReceiver.SECRET, SECRET));
        }

        void make(Move move) {
            switch (move) {
                case CHANGE -> {
                    clock.advance(Duration.ofSeconds(1));
                    order = ScriptedPlatform.changed(order, "at " + clock.instant(), clock.instant());
                    platform.put(order);
                }
                case PULL -> {
                    bench.sync().submit(SyncRequest.immediate(ID));
                    bench.gwms.step();
                }
                case SEND_NAMED -> sent.add(platform.push("#1", "changed", false, SECRET, clock.instant()));
                case SEND_WHOLE -> sent.add(platform.push("#1", "content", true, SECRET, clock.instant()));
                case DELIVER_OLDEST -> deliver(next++);
                case DELIVER_NEWEST -> deliver(sent.size() - 1);
                case DELIVER_ALL_AGAIN -> sent.forEach(this::deliver);
                case WORK -> bench.gwms.step();
            }
            bench.state
                    .orders()
                    .find(ORDER)
                    .ifPresent(stored -> seen.add(stored.platform().changedAt()));
        }

        private void deliver(int index) {
            if (index >= 0 && index < sent.size()) {
                deliver(sent.get(index));
            }
        }

        private void deliver(ScriptedPush push) {
            int status = bench.module
                    .webhooks()
                    .receive(
                            ID,
                            URI.create("https://host.example/hooks"),
                            Map.of(
                                    "X-Scripted-Signature",
                                    List.copyOf(push.headers().values())),
                            push.body())
                    .status();
            assertThat(status).isEqualTo(200);
            bench.state
                    .orders()
                    .find(ORDER)
                    .ifPresent(stored -> seen.add(stored.platform().changedAt()));
        }
    }
}
