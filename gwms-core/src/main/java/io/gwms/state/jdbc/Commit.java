package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Tx;
import io.gwms.order.JournalEntry;
import io.gwms.state.Change;
import io.gwms.state.CommitResult.Conflict;
import io.gwms.task.NewTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies the changes of one commit in a transaction. What may conflict runs in order, tasks that follow one another as
 * one batch, and is judged by how many rows it touched; orders are written together at the end, and so is what cannot
 * conflict.
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
    private final List<TaskAttempt> attempts = new ArrayList<>();

    Commit(Tx tx) {
        this.tx = tx;
        this.orders = new OrderSaves(tx);
    }

    /** Applies all; the ids of the tasks it added or found. */
    List<TaskId> apply(List<Change> changes) {
        int next = 0;
        while (next < changes.size()) {
            next = applyFrom(next, changes);
        }
        orders.finish();
        tx.batch(OrderTable.ADD_JOURNAL, journal);
        TaskHistory.add(tx, attempts);
        return added;
    }

    /** Applies the change at that place, and with it those of its kind that follow; the place of the next one. */
    private int applyFrom(int index, List<Change> changes) {
        if (changes.get(index) instanceof Change.UpdateTask) {
            return index + update(index, updatesFrom(index, changes));
        }
        if (changes.get(index) instanceof Change.AddTask) {
            List<NewTask> tasks = new ArrayList<>();
            for (int i = index; i < changes.size() && changes.get(i) instanceof Change.AddTask add; i++) {
                tasks.add(add.task());
            }
            added.addAll(NewTasks.add(tx, tasks));
            return index + tasks.size();
        }
        apply(index, changes.get(index));
        return index + 1;
    }

    /** The task changes from there on, none of them to a task that one before is to already. */
    private static List<Change.UpdateTask> updatesFrom(int index, List<Change> changes) {
        List<Change.UpdateTask> updates = new ArrayList<>();
        Set<TaskId> tasks = new HashSet<>();
        for (int i = index; i < changes.size() && changes.get(i) instanceof Change.UpdateTask update; i++) {
            if (!tasks.add(update.task().id())) {
                break;
            }
            updates.add(update);
        }
        return updates;
    }

    private int update(int index, List<Change.UpdateTask> updates) {
        int stale = TaskProgress.update(tx, updates);
        if (stale >= 0) {
            orders.flush();
            Change.UpdateTask met = updates.get(stale);
            throw new Met(Conflict.staleToken(index + stale, met.task().id(), met.expectedToken()));
        }
        for (Change.UpdateTask update : updates) {
            TaskAttempt attempt = update.attempt();
            if (attempt != null && TaskHistory.toldByTask(update) == null) {
                attempts.add(attempt);
            }
        }
        return updates.size();
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
        } else if (change instanceof Change.KeepCheckpoint keep) {
            check(
                    TaskClaims.checkpoint(tx, keep.task(), keep.expectedToken(), keep.checkpoint()),
                    () -> Conflict.staleToken(index, keep.task(), keep.expectedToken()));
        } else if (change instanceof Change.SetTaskControl set) {
            TaskControls.set(tx, set.control());
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
        } else if (change instanceof Change.WantWindow want) {
            OrderSyncTables.want(tx, want);
        } else if (change instanceof Change.NoteSweep note) {
            OrderSyncTables.noteSweep(tx, note);
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
}
