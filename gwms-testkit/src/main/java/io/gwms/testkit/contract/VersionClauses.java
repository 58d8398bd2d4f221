package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Order;
import io.gwms.order.OrderStatus;
import io.gwms.outbound.OutboundOrder;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.testkit.data.SampleOrder;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules 3 and 6: of those who change the same, or give the same command, one wins. */
abstract class VersionClauses extends CommitClauses {
    @Test
    @DisplayName("refuses an order that builds upon another version than the stored one (rule 3)")
    public void refusesAStaleOrder() {
        Order first = SAMPLE.stored();
        Order second = first.change(NOON).hold("a").done();
        committed(new Change.SaveOrder(first));

        assertConflict(commit(new Change.SaveOrder(first)), 0, CommitResult.Kind.STALE_VERSION);
        committed(new Change.SaveOrder(second));
        assertConflict(
                commit(new Change.SaveOrder(first.change(NOON).hold("b").done())), 0, CommitResult.Kind.STALE_VERSION);
        Order skipping = second.change(NOON).done().change(NOON).done();
        assertConflict(commit(new Change.SaveOrder(skipping)), 0, CommitResult.Kind.STALE_VERSION);
        assertThat(state().orders().find(first.id())).contains(second);
    }

    @Test
    @DisplayName("refuses an outbound order that builds upon another version than the stored one (rule 3)")
    public void refusesAStaleOutbound() {
        OutboundOrder first = SAMPLE.outbound(1);
        OutboundOrder second = first.next(OutboundOrder.State.ACCEPTED, "4PX-1", "ok", NOON);
        assertConflict(commit(new Change.SaveOutbound(second)), 0, CommitResult.Kind.STALE_VERSION);

        committed(new Change.SaveOutbound(first));
        assertConflict(commit(new Change.SaveOutbound(first)), 0, CommitResult.Kind.STALE_VERSION);
        committed(new Change.SaveOutbound(second));

        assertThat(state().warehouseOrders().outbound(first.id())).contains(second);
    }

    @Test
    @DisplayName("lets one of eight writers with the same version win (rule 3)")
    public void oneOfEightWritersWins() {
        Order first = SAMPLE.stored();
        committed(new Change.SaveOrder(first));

        List<CommitResult> results = Race.of(8, writer -> () -> {
            Order mine = first.change(NOON.plusMillis(writer))
                    .hold("writer " + writer)
                    .done();
            StateRepository node = writer % 2 == 0 ? state() : otherNode();
            return node.commit(List.of(new Change.SaveOrder(mine), new Change.AddJournal(step(mine, "HOLD"))));
        });

        assertThat(results).filteredOn(CommitResult::isCommitted).hasSize(1);
        assertThat(results)
                .filteredOn(result -> !result.isCommitted())
                .allSatisfy(result -> assertConflict(result, 0, CommitResult.Kind.STALE_VERSION));
        assertThat(state().orders().journal(first.id())).hasSize(1);
        assertThat(state().orders().find(first.id()).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    @DisplayName("lets one of eight writers of a new order win (rule 3)")
    public void oneOfEightFirstWritersWins() {
        List<CommitResult> results = Race.of(
                8,
                writer -> () -> (writer % 2 == 0 ? state() : otherNode())
                        .commit(List.of(new Change.SaveOrder(SAMPLE.stored()))));

        assertThat(results).filteredOn(CommitResult::isCommitted).hasSize(1);
    }

    @Test
    @DisplayName("refuses a command key that is taken (rule 6)")
    public void refusesATakenKey() {
        committed(command("c1"));

        CommitResult again = commit(new Change.RecordCommand("c1", "other", "other", NOON.plusSeconds(1)));

        assertConflict(again, 0, CommitResult.Kind.KEY_TAKEN);
        assertThat(state().orders().command("c1").orElseThrow().contentHash()).isEqualTo("hash");
    }

    @Test
    @DisplayName("lets one of eight commands with the same key win, with its effect (rule 6)")
    public void oneOfEightCommandsWins() {
        List<CommitResult> results = Race.of(
                8,
                racer -> () -> (racer % 2 == 0 ? state() : otherNode())
                        .commit(List.of(
                                new Change.SaveOrder(
                                        SampleOrder.of("acme", "by-" + racer).stored()),
                                command("c1"))));

        assertThat(results).filteredOn(CommitResult::isCommitted).hasSize(1);
        assertThat(state().orders().countByStatus()).containsEntry(OrderStatus.PENDING, 1L);
    }
}
