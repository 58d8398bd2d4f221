package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.JournalEntry;
import io.gwms.order.Order;
import io.gwms.order.OrderStatus;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.store.StoreId;
import io.gwms.task.TaskId;
import io.gwms.testkit.data.SampleOrder;
import java.util.Arrays;
import java.util.List;

/** What the tests of all commits to a {@link StateRepository} begin with. */
abstract class CommitClauses {
    static final SampleOrder SAMPLE = SampleOrder.of("acme", "1001");
    static final StoreId STORE = SAMPLE.id().store();

    /** The repository under test. */
    abstract StateRepository state();

    /** The same data as another node has it. */
    abstract StateRepository otherNode();

    CommitResult commit(Change... changes) {
        return state().commit(Arrays.asList(changes));
    }

    List<TaskId> committed(Change... changes) {
        CommitResult result = commit(changes);
        assertThat(result).isInstanceOf(CommitResult.Committed.class);
        return ((CommitResult.Committed) result).tasks();
    }

    static void assertConflict(CommitResult result, int index, CommitResult.Kind kind) {
        assertThat(result).isInstanceOfSatisfying(CommitResult.Conflict.class, conflict -> {
            assertThat(conflict.kind()).isEqualTo(kind);
            assertThat(conflict.index())
                    .as("the index of the change in conflict")
                    .isEqualTo(index);
            assertThat(conflict.what()).isNotBlank();
        });
    }

    static JournalEntry step(Order order, String what) {
        return new JournalEntry(
                order.id(), order.version(), NOON, what, OrderStatus.PENDING, order.status(), "", "1", 1, "operator");
    }

    static Change.RecordCommand command(String key) {
        return new Change.RecordCommand(key, "hash", "{\"ok\":true}", NOON);
    }
}
