package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.okhttp.OkHttpTransport;
import io.gwms.task.TaskType;
import io.gwms.testkit.fourpx.FakeFourPx;
import io.gwms.testkit.fourpx.FourPxStock;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
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
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process of a host is killed (SIGKILL) in the middle of a task, between what it did at the warehouse or in the ledger
 * and what it wrote down. Opened again on its files, the host ends as one that nobody killed, and nothing is done twice.
 */
@Timeout(300)
class KilledTaskTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration LEASE_OVER = Duration.ofMinutes(2);
    private static final Transport HTTP = OkHttpTransport.create();
    private static final Pattern ORDER = Pattern.compile(
            "\"ref_no\":\"([^\"]+)\".*?\"status\":\"([A-Z])\"|\"status\":\"([A-Z])\".*?\"ref_no\":\"([^\"]+)\"");

    @TempDir
    Path folder;

    /** What is under way when the process dies. */
    enum Work {
        CREATE {
            @Override
            void begin(FileHost host) {
                host.dispatched("1", 3);
            }
        },
        CANCEL {
            @Override
            void begin(FileHost host) {
                host.dispatched("1", 3);
                host.gwms.step();
                host.gwms.orders().cancel(host.order("1").id());
            }
        },
        INVENTORY_SYNC {
            @Override
            void begin(FileHost host) {
                host.put(batch("W-1", QUALIFIED, "IC1"), 4);
                host.put(batch("W-1", QUALIFIED, "IC2"), -10);
                host.put(batch("W-2", QUALIFIED, "IC1"), -2);
                host.put(batch("W-1", DEFECTIVE, "IC1"), 1);
            }
        },
        INBOUND {
            @Override
            void begin(FileHost host) {
                host.announced("ASN-7", 6);
                host.gwms.step();
            }

            @Override
            Duration untilKilled() {
                return Duration.ofDays(4);
            }
        };

        abstract void begin(FileHost host);

        Duration untilKilled() {
            return Duration.ZERO;
        }
    }

    /** One host on files of its own and its warehouse. */
    private static final class Site implements AutoCloseable {
        private final Path directory;
        private final Work work;
        private final FakeHttpServer fake;

        Site(Path folder, String name, Work work) {
            this.work = work;
            try {
                directory = Files.createDirectories(folder.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            fake = FakeHttpServer.start(FakeFourPx.builder()
                    .clock(VirtualClock.startingAt(NOON))
                    .appKey("test-app")
                    .appSecret("test-secret-of-4px")
                    .stock(
                            FourPxStock.good("USLAXA", "P-1", "B1", 20, "IC1", INBOUND),
                            FourPxStock.good("USLAXA", "P-1", "B2", 10, "IC2", INBOUND),
                            FourPxStock.good("USLAXA", "P-1", "B1", 3, "IC1", INBOUND)
                                    .ofQuality("B"),
                            FourPxStock.good("USLAXA", "P-2", "B1", 8, "IC1", INBOUND))
                    .build());
            try (FileHost host = open(NOON)) {
                host.put(batch("W-1", QUALIFIED, "IC1"), 20);
                host.put(batch("W-1", QUALIFIED, "IC2"), 10);
                host.put(batch("W-1", DEFECTIVE, "IC1"), 3);
                host.put(batch("W-2", QUALIFIED, "IC1"), 16);
                work.begin(host);
            }
        }

        FileHost open(Instant now) {
            fake.control().push(now);
            FileHost host = new FileHost(directory, fake.uri(), HTTP, now, step -> {});
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
                                directory.toString(),
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
            try (FileHost host = open(NOON.plus(work.untilKilled()).plus(LEASE_OVER))) {
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
            for (String row : fake.control().holdings().split("\\{", -1)) {
                Matcher order = ORDER.matcher(row);
                if (order.find()) {
                    orders.add(
                            order.group(1) == null
                                    ? order.group(4) + " " + order.group(3)
                                    : order.group(1) + " " + order.group(2));
                }
            }
            return orders;
        }

        @Override
        public void close() {
            fake.close();
        }
    }

    private String undisturbed(Work work) {
        try (Site site = new Site(folder, "undisturbed", work)) {
            return site.end();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE, before fu.wms.outbound.create",
        "CREATE, after fu.wms.outbound.create",
        "CANCEL, after fu.wms.outbound.cancel",
        "INVENTORY_SYNC, after saveLines",
        "INVENTORY_SYNC, after checkpoint",
        "INVENTORY_SYNC, after adjust",
        "INBOUND, after adjust",
    })
    void aHostThatWasKilledEndsLikeOneThatWasNot(Work work, String step) {
        String expected = undisturbed(work);
        try (Site site = new Site(folder, "killed", work)) {
            assertThat(site.killedAt(step)).contains(step, KilledHost.HERE);

            assertThat(site.end()).isEqualTo(expected);
        }
    }

    @Test
    void theEndThatIsComparedSaysSomething() {
        assertThat(undisturbed(Work.CREATE)).contains("there [acme-1-1 C]", "order SHIPPED [{line-1=3}]", "CREATE");
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    @EnabledIfSystemProperty(named = "gwms.slow", matches = "true")
    @Timeout(1800)
    void itDoesSoWhereverItIsKilled(Work work) {
        String expected = undisturbed(work);
        for (int step = 1; ; step++) {
            try (Site site = new Site(folder, "killed-at-" + step, work)) {
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
