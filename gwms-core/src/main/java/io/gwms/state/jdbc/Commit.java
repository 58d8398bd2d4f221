package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Tx;
import io.gwms.order.JournalEntry;
import io.gwms.state.Change;
import io.gwms.state.CommitResult.Conflict;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applies the changes of one commit in a transaction. What may conflict is judged by how many rows it touched: at once
 * and in order, orders together at the end. What cannot is collected and written at the end, in batches.
 */
final class Commit {
    /** Undoes the transaction, because a change met a conflict. Never leaves this package. */
    static final class Met extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Conflict conflict;

        Met(Conflict conflict) {
            super(conflict.what(), null, false, false);
            this.conflict = conflict;
        }

        Conflict conflict() {
            return conflict;
        }
    }

    private final Tx tx;
    private final List<TaskId> added = new ArrayList<>();
    private final OrderSaves orders;
    private final List<@Nullable Object[]> journal = new ArrayList<>();
    private final List<@Nullable Object[]> attempts = new ArrayList<>();

    Commit(Tx tx) {
        this.tx = tx;
        this.orders = new OrderSaves(tx);
    }

    /** Applies all; the ids of the tasks it added or found. */
    List<TaskId> apply(List<Change> changes) {
        for (int i = 0; i < changes.size(); i++) {
            apply(i, changes.get(i));
        }
        orders.finish();
        tx.batch(OrderTable.ADD_JOURNAL, journal);
        tx.batch(TaskTable.ADD_ATTEMPT, attempts);
        return added;
    }

    private void apply(int index, Change change) {
        if (change instanceof Change.SaveOrder save) {
            orders.add(index, save.order());
        } else if (change instanceof Change.AddJournal add) {
            journal.add(values(add.entry()));
        } else if (change instanceof Change.SaveOutbound save) {
            check(
                    WarehouseOrderTables.save(tx, save.outbound()),
                    () -> Conflict.staleVersion(
                            index,
                            "outbound order " + save.outbound().id(),
                            save.outbound().version()));
        } else if (change instanceof Change.AddLabels add) {
            WarehouseOrderTables.add(tx, add);
        } else if (change instanceof Change.SaveInbound save) {
            check(
                    WarehouseOrderTables.save(tx, save.inbound()),
                    () -> Conflict.staleVersion(
                            index,
                            "inbound order " + save.inbound().id(),
                            save.inbound().version()));
        } else if (change instanceof Change.AddTask add) {
            added.add(TaskTable.add(tx, add.task()));
        } else if (change instanceof Change.UpdateTask update) {
            check(
                    TaskTable.update(tx, update.task(), update.expectedToken(), update.keepsCheckpoint()),
                    () -> Conflict.staleToken(index, update.task().id(), update.expectedToken()));
            if (update.attempt() != null) {
                attempts.add(values(update.attempt()));
            }
        } else if (change instanceof Change.BindSku bind) {
            MappingTable.bind(tx, bind.mapping());
        } else if (change instanceof Change.UnbindSku unbind) {
            MappingTable.unbind(tx, unbind.store(), unbind.platformSku());
        } else if (change instanceof Change.AddMappingJournal add) {
            MappingTable.journal(tx, add.change());
        } else if (change instanceof Change.SetCharges set) {
            ChargeTable.set(tx, set);
        } else if (change instanceof Change.ForgetCommands forget) {
            tx.update("DELETE FROM gwms_command WHERE at < ?", forget.before());
        } else if (change instanceof Change.ProveWindow prove) {
            OrderSyncTables.prove(tx, prove);
        } else if (change instanceof Change.Quarantine quarantine) {
            OrderSyncTables.setAside(tx, quarantine.order());
        } else if (change instanceof Change.Release release) {
            OrderSyncTables.release(tx, release);
        } else if (change instanceof Change.RecordCommand command) {
            check(OrderTable.record(tx, command), () -> Conflict.keyTaken(index, command.key()));
        }
    }

    private interface Finding {
        Conflict conflict();
    }

    /** Of several conflicts the first counts: orders before this change, not written yet, may have met one. */
    private void check(boolean applied, Finding finding) {
        if (!applied) {
            orders.flush();
            throw new Met(finding.conflict());
        }
    }

    private static @Nullable Object[] values(JournalEntry entry) {
        return Tx.values(
                entry.order().store().value(),
                entry.order().platformOrderId(),
                entry.version(),
                entry.at(),
                entry.what(),
                entry.from(),
                entry.to(),
                entry.detail(),
                entry.row(),
                entry.rules(),
                entry.actor());
    }

    private static @Nullable Object[] values(TaskAttempt attempt) {
        return Tx.values(
                attempt.task().value(),
                attempt.round(),
                attempt.startedAt(),
                attempt.endedAt(),
                attempt.cause(),
                attempt.outcome(),
                attempt.text());
    }
}
