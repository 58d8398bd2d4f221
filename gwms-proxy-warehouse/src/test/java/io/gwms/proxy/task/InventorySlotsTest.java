package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.FixedRoutes;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySystem;
import io.gwms.state.Change;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.state.InMemoryState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The slots of inventory tasks over two weeks: one of each, twelve hours apart, whatever became of the one before. */
class InventorySlotsTest {
    private static final Instant START = Instant.parse("2026-03-20T00:00:00Z");
    private static final Duration SLOT = Duration.ofHours(12);
    private static final int WAREHOUSES = 20;

    private final InMemoryState state = InMemoryState.empty();

    private InventorySlots slots() {
        FixedRoutes.Builder routes = FixedRoutes.builder();
        IntStream.range(0, WAREHOUSES)
                .forEach(i -> routes.route(new ProxyRoute(
                        new WarehouseCode("WH-" + i),
                        new ProxySystem("4PX"),
                        "main",
                        "THERE-" + i,
                        URI.create("https://there.example"))));
        return new InventorySlots(state, routes.build(), SLOT);
    }

    /** A person is needed for each, and comes for none. */
    private void nobodySeesTo(SyncTask task) {
        SyncTask manual = task.toBuilder()
                .status(TaskStatus.MANUAL)
                .manualReason(ManualReason.CONSECUTIVE_FAILURES)
                .build();
        assertThat(state.commit(List.of(new Change.UpdateTask(manual, task.runToken(), null)))
                        .isCommitted())
                .isTrue();
    }

    private List<SyncTask> pending() {
        return state.tasks().list(TaskQuery.newest(500).withStatus(TaskStatus.PENDING));
    }

    @Test
    void eachWarehouseHasOneTaskEveryTwelveHoursAtAMomentOfItsOwn() {
        Map<String, List<Instant>> created = new TreeMap<>();
        InventorySlots first = slots();
        InventorySlots second = slots();
        Duration look = Duration.ofMinutes(1);
        for (Instant now = START; now.isBefore(START.plus(Duration.ofDays(14))); now = now.plus(look)) {
            int opened = first.open(now);
            assertThat(second.open(now)).as("on another node").isZero();
            assertThat(pending()).hasSize(opened);
            pending().forEach(task -> {
                created.computeIfAbsent(task.businessNo(), no -> new ArrayList<>())
                        .add(task.createdAt());
                nobodySeesTo(task);
            });
        }

        assertThat(created).hasSize(WAREHOUSES);
        created.forEach((warehouse, moments) -> {
            assertThat(moments).as(warehouse).hasSizeBetween(28, 29);
            for (int i = 2; i < moments.size(); i++) {
                assertThat(Duration.between(moments.get(i - 1), moments.get(i)))
                        .as(warehouse)
                        .isEqualTo(SLOT);
            }
        });
        Map<Long, Long> byHour = created.values().stream()
                .collect(Collectors.groupingBy(
                        moments -> Duration.between(START, moments.get(1)).toHours(), Collectors.counting()));
        assertThat(byHour.size()).as("hours in which slots begin").isGreaterThanOrEqualTo(6);
    }
}
