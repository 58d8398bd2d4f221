package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Order;
import io.gwms.order.OrderQuery;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.Commits;
import io.gwms.state.Commits.Fate;
import io.gwms.task.TaskId;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.data.SampleTasks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitsTest {
    private final InMemoryState state = InMemoryState.empty();

    private static List<Change> arriving(SampleOrder sample) {
        return List.of(
                new Change.AddTask(SampleTasks.create(sample.id().toString(), NOON)),
                new Change.SaveOrder(sample.stored()));
    }

    private static List<List<Change>> page(int size) {
        List<List<Change>> page = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            page.add(arriving(SampleOrder.of("acme", "o" + i)));
        }
        return page;
    }

    private List<Order> stored() {
        return state.orders().list(OrderQuery.newest(500));
    }

    @Test
    void storesAPageInOneCommitAndTellsTheTasksOfEachGroup() {
        List<Fate> fates = Commits.each(state, page(3));

        assertThat(fates)
                .containsExactly(
                        new Fate.Stored(List.of(new TaskId(1))),
                        new Fate.Stored(List.of(new TaskId(2))),
                        new Fate.Stored(List.of(new TaskId(3))));
        assertThat(Commits.each(state, List.of())).isEmpty();
    }

    @Test
    void onePoisonOrderStopsNoOther() {
        List<List<Change>> page = page(9);
        page.set(4, arriving(SampleOrder.of("acme", "poison").to("a\u0000b")));

        List<Fate> fates = Commits.each(state, page);

        assertThat(fates.get(4))
                .isInstanceOfSatisfying(
                        Fate.Failed.class, failed -> assertThat(failed.cause()).hasMessageContaining("NUL"));
        assertThat(fates).filteredOn(fate -> fate instanceof Fate.Stored).hasSize(8);
        assertThat(stored()).hasSize(8);
        assertThat(state.tasks().countByStatus().values()).containsExactly(8L);
    }

    @Test
    void aStaleGroupIsToldByItsOwnIndexAndStopsNoOther() {
        state.commit(List.of(new Change.SaveOrder(SampleOrder.of("acme", "o1").stored())));
        state.commit(List.of(new Change.SaveOrder(SampleOrder.of("acme", "o3").stored())));

        List<Fate> fates = Commits.each(state, page(4));

        for (int stale : List.of(1, 3)) {
            assertThat(fates.get(stale)).isInstanceOfSatisfying(Fate.Stale.class, fate -> {
                assertThat(fate.conflict().index()).isEqualTo(1);
                assertThat(fate.conflict().kind()).isEqualTo(CommitResult.Kind.STALE_VERSION);
            });
        }
        assertThat(fates.get(0)).isInstanceOf(Fate.Stored.class);
        assertThat(fates.get(2)).isInstanceOf(Fate.Stored.class);
        assertThat(stored()).hasSize(4);
    }

    @Test
    void aPageOfPoisonIsToldOrderByOrder() {
        List<List<Change>> page = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            page.add(arriving(SampleOrder.of("acme", "o" + i).to("\u0000")));
        }

        assertThat(Commits.each(state, page))
                .allSatisfy(fate -> assertThat(fate).isInstanceOf(Fate.Failed.class));
        assertThat(stored()).isEmpty();
    }
}
