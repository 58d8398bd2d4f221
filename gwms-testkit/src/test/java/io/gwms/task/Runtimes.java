package io.gwms.task;

import io.gwms.Gwms;
import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.catalogue.Catalogue;
import io.gwms.catalogue.Channel;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.outcome.Outcome;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.StateRepository;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockLedger;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Runtimes without a database, a network or a warehouse. */
final class Runtimes {
    static final Instant START = Instant.parse("2026-06-01T08:00:00Z");
    static final TaskType TYPE = TaskType.CREATE;

    private Runtimes() {}

    static Gwms.Builder bare(StateRepository state, InstantSource clock) {
        return bare(hosted(clock), state);
    }

    /** One that calls out with the transport it makes itself. */
    static Gwms.Builder connected(StateRepository state, InstantSource clock) {
        return bare(host(clock), state);
    }

    private static Gwms.Builder bare(Gwms.Builder host, StateRepository state) {
        return host.state(state)
                .syncLog(InMemorySyncLog.empty())
                .snapshots(InMemorySnapshots.empty())
                .credentials(InMemoryCredentials.empty());
    }

    /** What every host brings of its own. */
    static Gwms.Builder hosted(InstantSource clock) {
        return withoutNetwork(host(clock));
    }

    /** A host on that database, by the system's clock as the database puts it right. */
    static Gwms.Builder hosted(DataSource database) {
        return withoutNetwork(host()).database(database).credentialKey(new byte[32]);
    }

    private static Gwms.Builder withoutNetwork(Gwms.Builder host) {
        return host.transport(call -> Outcome.unknown("there is no network here"));
    }

    private static Gwms.Builder host(InstantSource clock) {
        return host().clock(clock);
    }

    private static Gwms.Builder host() {
        return Gwms.builder().catalogue(new EmptyCatalogue()).stock(new EmptyLedger());
    }

    static Gwms with(StateRepository state, InstantSource clock, PollingPolicy policy, TaskHandler handler) {
        return bare(state, clock)
                .module(module("tasks", setup -> setup.handler(TYPE, policy, handler)))
                .build();
    }

    static GwmsModule module(String name, Consumer<ModuleSetup> install) {
        return new GwmsModule() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void install(ModuleSetup setup) {
                install.accept(setup);
            }
        };
    }

    static TaskId add(Gwms gwms, String key) {
        return gwms.tasks()
                .add(NewTask.of(
                        TYPE, key, BusinessType.OUTBOUND, key, gwms.clock().instant()));
    }

    static SyncTask task(Gwms gwms, TaskId id) {
        return gwms.tasks().find(id).orElseThrow();
    }

    private static final class EmptyCatalogue implements Catalogue {
        @Override
        public Optional<Warehouse> warehouse(WarehouseCode code) {
            return Optional.empty();
        }

        @Override
        public Optional<Channel> channel(WarehouseCode warehouse, ChannelCode code) {
            return Optional.empty();
        }

        @Override
        public List<Channel> channels(WarehouseCode warehouse) {
            return List.of();
        }

        @Override
        public boolean exists(WarehouseSku sku) {
            return false;
        }

        @Override
        public List<WarehouseSku> searchSkus(String keyword, int limit) {
            return List.of();
        }
    }

    private static final class EmptyLedger implements StockLedger {
        @Override
        public void read(WarehouseCode warehouse, Consumer<? super StockBatch> sink) {}

        @Override
        public List<AdjustmentVerdict> adjust(List<StockAdjustment> adjustments) {
            return adjustments.stream().map(one -> AdjustmentVerdict.CONFLICT).toList();
        }

        @Override
        public long available(WarehouseCode warehouse, WarehouseSku sku) {
            return 0;
        }
    }
}
