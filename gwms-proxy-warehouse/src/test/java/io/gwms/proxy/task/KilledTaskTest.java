package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.task.TaskType;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.transport.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process of a host is killed (SIGKILL) in the middle of a task, between what it did at the warehouse or in the ledger
 * and what it wrote down. Opened again on its files, the host ends as one that nobody killed, and nothing is done twice.
 */
@Timeout(300)
class KilledTaskTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration LEASE_OVER = Duration.ofMinutes(2);
    private static final Transport HTTP = OkHttpTransport.create();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> UNDISTURBED = new ConcurrentHashMap<>();

    @TempDir
    Path folder;

    /** What is under way when the process dies. */
    enum Work {
        CREATE {
            @Override
            void begin(StoredHost host) {
                host.dispatched("1", 3);
            }
        },
        CANCEL {
            @Override
            void begin(StoredHost host) {
                host.dispatched("1", 3);
                host.gwms.step();
                host.gwms.orders().cancel(host.order("1").id());
            }
        },
        INVENTORY_SYNC {
            @Override
            void begin(StoredHost host) {
                host.put(batch("W-1", QUALIFIED, "IC1"), 4);
                host.put(batch("W-1", QUALIFIED, "IC2"), -10);
                host.put(batch("W-2", QUALIFIED, "IC1"), -2);
                host.put(batch("W-1", DEFECTIVE, "IC1"), 1);
            }
        },
        INBOUND {
            @Override
            void begin(StoredHost host) {
                host.announced("ASN-7", 6);
                host.gwms.step();
            }

            @Override
            Duration untilKilled() {
                return Duration.ofDays(4);
            }
        };

        abstract void begin(StoredHost host);

        Duration untilKilled() {
            return Duration.ZERO;
        }
    }

    /** Where the host keeps what it knows, and which warehouse it speaks to. */
    enum Setting {
        SQLITE_4PX(Far.FOUR_PX),
        POSTGRES_4PX(Far.FOUR_PX),
        SQLITE_SHIPBOB(Far.SHIP_BOB);

        private final Far far;

        Setting(Far far) {
            this.far = far;
        }

        TestDatabase database(Path folder) {
            return this == POSTGRES_4PX ? TestDatabase.postgres() : TestDatabase.sqlite(folder.resolve("unused.db"));
        }
    }

    /** One host on a store of its own and its warehouse. */
    private static final class Site implements AutoCloseable {
        private final String store;
        private final Setting setting;
        private final Work work;
        private final TestDatabase database;
        private final FakeHttpServer fake;

        Site(Path folder, String name, Setting setting, Work work) {
            this.setting = setting;
            this.work = work;
            Path directory;
            try {
                directory = Files.createDirectories(folder.resolve(name + "-" + setting + "-" + work));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            database = setting.database(directory);
            store = setting == Setting.POSTGRES_4PX ? StoredHost.url(database) : directory.toString();
            fake = FakeHttpServer.start(setting.far.fake(NOON));
            try (StoredHost host = open(NOON)) {
                host.put(batch("W-1", QUALIFIED, "IC1"), 20);
                host.put(batch("W-1", QUALIFIED, "IC2"), 10);
                host.put(batch("W-1", DEFECTIVE, "IC1"), 3);
                host.put(batch("W-2", QUALIFIED, "IC1"), 16);
                work.begin(host);
            }
        }

        StoredHost open(Instant now) {
            fake.control().push(now);
            StoredHost host = new StoredHost(store, setting.far, fake.uri(), HTTP, now, step -> {});
            host.whenTimePasses(fake.control()::push);
            return host;
        }

        /** Kills a process of the host at that step; the steps it came through, and whether it came to that one. */
        List<String> killedAt(String step) {
            Instant now = NOON.plus(work.untilKilled());
            fake.control().push(now);
            List<String> steps = new ArrayList<>();
            try {
                Process process = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledHost.class.getName(),
                                store,
                                setting.far.name(),
                                fake.uri().toString(),
                                now.toString(),
                                step)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        steps.add(line);
                        if (line.equals(KilledHost.HERE)) {
                            break;
                        }
                    }
                } finally {
                    process.destroyForcibly().waitFor();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return steps;
        }

        /** Opens the host again once the lease of the dead one is over, lets all end, and tells how both sides stand. */
        String end() {
            try (StoredHost host = open(NOON.plus(work.untilKilled()).plus(LEASE_OVER))) {
                host.work(Duration.ofHours(30));
                host.module.syncInventory(House.WAREHOUSE);
                host.work(Duration.ofMinutes(20));
                var tasks = new TreeMap<String, String>();
                host.tasks().stream()
                        .filter(task -> task.type().equals(TaskType.CREATE)
                                || task.type().equals(TaskType.CANCEL))
                        .forEach(task -> tasks.put(
                                task.type() + " " + task.businessNo(),
                                task.status() + " " + task.summary().replaceAll("[A-Z]+[0-9]{4,}", "…")));
                return String.join(
                        "\n",
                        "there " + there(),
                        "here " + host.held(),
                        "bookings " + host.adjustments(),
                        "tasks " + tasks,
                        work == Work.CREATE || work == Work.CANCEL
                                ? "order " + host.order("1").status() + " "
                                        + host.order("1").shipments().stream()
                                                .map(shipment -> shipment.quantities())
                                                .toList()
                                : "");
            }
        }

        /** Every order over there with its status. */
        private List<String> there() {
            List<String> orders = new ArrayList<>();
            try {
                JsonNode holdings = JSON.readTree(fake.control().holdings());
                holdings.path("outbound")
                        .forEach(order -> orders.add(order.path("ref_no").asText() + " "
                                + order.path("status").asText()));
                holdings.path("orders")
                        .forEach(order -> orders.add(order.path("reference_id").asText() + " "
                                + order.path("status").asText()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
            return orders;
        }

        @Override
        public void close() {
            fake.close();
            database.close();
        }
    }

    /** How it ends when nobody kills it; found once for all tests. */
    private String undisturbed(Setting setting, Work work) {
        return UNDISTURBED.computeIfAbsent(setting + " " + work, unused -> ended(setting, work));
    }

    private String ended(Setting setting, Work work) {
        try (Site site = new Site(folder, "undisturbed", setting, work)) {
            return site.end();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_4PX, CREATE, before fu.wms.outbound.create",
        "SQLITE_4PX, CREATE, after fu.wms.outbound.create",
        "SQLITE_4PX, CANCEL, after fu.wms.outbound.cancel",
        "SQLITE_4PX, INVENTORY_SYNC, after saveLines",
        "SQLITE_4PX, INVENTORY_SYNC, after checkpoint",
        "SQLITE_4PX, INVENTORY_SYNC, after adjust",
        "SQLITE_4PX, INBOUND, after adjust",
        "POSTGRES_4PX, CREATE, after fu.wms.outbound.create",
        "POSTGRES_4PX, INVENTORY_SYNC, after adjust",
        "SQLITE_SHIPBOB, CREATE, after POST /…-01/order",
        "SQLITE_SHIPBOB, CANCEL, after POST /…-01/order/…:cancel",
        "SQLITE_SHIPBOB, INVENTORY_SYNC, after adjust",
    })
    void aHostThatWasKilledEndsLikeOneThatWasNot(Setting setting, Work work, String step) {
        String expected = undisturbed(setting, work);
        try (Site site = new Site(folder, "killed", setting, work)) {
            assertThat(site.killedAt(step)).contains(step, KilledHost.HERE);

            assertThat(site.end()).isEqualTo(expected);
        }
    }

    @Test
    void theEndThatIsComparedSaysSomething() {
        assertThat(undisturbed(Setting.SQLITE_4PX, Work.CREATE))
                .contains("there [acme-1-1 C]", "order SHIPPED [{line-1=3}]", "CREATE");
        assertThat(undisturbed(Setting.SQLITE_SHIPBOB, Work.CREATE))
                .contains("there [acme-1-1 Fulfilled]", "order SHIPPED [{line-1=3}]", "CREATE");
    }

    /** ShipBob's inbound orders are stowed by hand, so there are none. */
    static Stream<Arguments> everything() {
        return Arrays.stream(Setting.values())
                .flatMap(setting -> Arrays.stream(Work.values())
                        .filter(work -> setting.far == Far.FOUR_PX || work != Work.INBOUND)
                        .map(work -> Arguments.of(setting, work)));
    }

    @ParameterizedTest
    @MethodSource("everything")
    @EnabledIfSystemProperty(named = "gwms.slow", matches = "true")
    @Timeout(1800)
    void itDoesSoWhereverItIsKilled(Setting setting, Work work) {
        String expected = undisturbed(setting, work);
        for (int step = 1; ; step++) {
            try (Site site = new Site(folder, "killed-at-" + step, setting, work)) {
                List<String> steps = site.killedAt(Integer.toString(step));
                assertThat(site.end()).as("killed after %s", steps).isEqualTo(expected);
                if (!steps.contains(KilledHost.HERE)) {
                    assertThat(step).as("steps of " + work).isGreaterThan(3);
                    return;
                }
            }
        }
    }
}
