package io.gwms.platform.sync;

import io.gwms.Gwms;
import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.stock.InMemoryStockLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Brings many orders in, in a process whose memory is limited, and tells how much of it is in use on the way. */
final class BackfillMain {
    private static final int PAGE = 250;
    private static final Store STORE = ScriptedPlatform.store("big");

    private BackfillMain() {}

    public static void main(String[] arguments) {
        int orders = Integer.parseInt(arguments[1]);
        PlatformModule platforms = PlatformModule.builder()
                .connector(new Endless(orders))
                .noAutomaticRuns()
                .build();
        try (Gwms gwms = Gwms.builder()
                .database(EmbeddedDatabase.file(Path.of(arguments[0])))
                .credentialKey(new byte[32])
                .catalogue(FixedCatalogue.builder().build())
                .stock(InMemoryStockLedger.builder().build())
                .transport(call -> Outcome.unknown("nothing is called here"))
                .module(platforms)
                .build()) {
            gwms.stores().save(STORE);
            gwms.credentials().save(ScriptedPlatform.credential(STORE.id()));
            SyncRunId id = platforms
                    .orderSync()
                    .submit(SyncRequest.immediate(STORE.id()))
                    .get(0);
            SyncRun run = platforms.orderSync().find(id).orElseThrow();
            while (run.isOpen()) {
                gwms.step();
                run = platforms.orderSync().find(id).orElseThrow();
            }
            System.out.println("ended " + run.status() + " " + run.total() + " "
                    + run.created().size());
        }
        // The driver's own threads do not end by themselves.
        System.exit(0);
    }

    /** As many orders as one likes, none of them kept. */
    private record Endless(int orders) implements PlatformConnector {
        @Override
        public PlatformType platform() {
            return ScriptedPlatform.TYPE;
        }

        @Override
        public PlatformCapabilities capabilities() {
            return PlatformCapabilities.builder()
                    .cursor(new OrderCursor(
                            OrderCursor.Field.CHANGED_AT, true, null, null, Duration.ofMinutes(5), PAGE))
                    .build();
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            int from = request.cursor() == null ? 0 : Integer.parseInt(request.cursor());
            if (from == orders / 4 / PAGE * PAGE || from == orders * 3 / 4 / PAGE * PAGE) {
                System.out.println("used " + used());
            }
            Instant at = request.window().from().plus(Duration.ofHours(1));
            List<FetchedOrder> page = new ArrayList<>();
            int to = Math.min(orders, from + PAGE);
            for (int i = from; i < to; i++) {
                page.add(new FetchedOrder.Read(
                        ScriptedPlatform.order("#" + (1_000_000 + i), "SKU-" + i % 500, 1, at.plusMillis(i))));
            }
            return Outcome.done(new OrderPage(page, to < orders ? Integer.toString(to) : null, null));
        }

        private static long used() {
            Runtime runtime = Runtime.getRuntime();
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                System.gc();
                least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
            }
            return least;
        }
    }
}
