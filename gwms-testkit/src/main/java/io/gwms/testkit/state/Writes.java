package io.gwms.testkit.state;

import io.gwms.inbound.InboundOrder;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.Quarantined;
import io.gwms.outbound.OutboundOrder;
import io.gwms.sku.MappingChange;
import io.gwms.state.Change;
import io.gwms.state.CommandRecord;
import io.gwms.state.CommitResult.Conflict;
import io.gwms.store.StoreId;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.state.Tables.CoverageKey;
import io.gwms.testkit.state.Tables.EffectKey;
import io.gwms.testkit.state.Tables.SkuKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Applies the changes of one commit, each so that it can be taken back. */
final class Writes {
    private final Tables tables;
    private final Undo undo;

    Writes(Tables tables, Undo undo) {
        this.tables = tables;
        this.undo = undo;
    }

    Optional<Conflict> apply(int index, Change change, List<TaskId> added) {
        if (change instanceof Change.SaveOrder save) {
            return saveOrder(index, save.order());
        } else if (change instanceof Change.AddJournal add) {
            undo.append(tables.journal, add.entry().order(), add.entry());
        } else if (change instanceof Change.SaveOutbound save) {
            return saveOutbound(index, save.outbound());
        } else if (change instanceof Change.AddLabels add) {
            undo.put(tables.labels, add.outbound(), add.labels());
        } else if (change instanceof Change.SaveInbound save) {
            return saveInbound(index, save.inbound());
        } else if (change instanceof Change.AddTask add) {
            added.add(addTask(add.task()));
        } else if (change instanceof Change.UpdateTask update) {
            return updateTask(index, update);
        } else if (change instanceof Change.SetTaskControl set) {
            if (set.control().isNone()) {
                undo.remove(tables.controls, set.control().scope());
            } else {
                undo.put(tables.controls, set.control().scope(), set.control());
            }
        } else if (change instanceof Change.BindSku bind) {
            undo.put(
                    tables.mappings,
                    new SkuKey(bind.mapping().store(), bind.mapping().platformSku()),
                    bind.mapping());
        } else if (change instanceof Change.UnbindSku unbind) {
            undo.remove(tables.mappings, new SkuKey(unbind.store(), unbind.platformSku()));
        } else if (change instanceof Change.AddMappingJournal add) {
            MappingChange entry = add.change();
            undo.append(tables.mappingJournal, new SkuKey(entry.store(), entry.platformSku()), entry);
        } else if (change instanceof Change.KeepCheckpoint keep) {
            return keepCheckpoint(index, keep);
        } else if (change instanceof Change.SetCharges set) {
            undo.put(tables.charges, set.outbound(), set.charges());
        } else if (change instanceof Change.ForgetCommands forget) {
            List.copyOf(tables.commands.values()).stream()
                    .filter(command -> command.at().isBefore(forget.before()))
                    .forEach(command -> undo.remove(tables.commands, command.key()));
        } else if (change instanceof Change.ProveWindow prove) {
            cover(prove.store(), prove.kind(), known -> known.with(prove.window()));
        } else if (change instanceof Change.WantWindow want) {
            cover(want.store(), want.kind(), known -> known.wanting(want.window()));
        } else if (change instanceof Change.NoteSweep note) {
            cover(note.store(), note.kind(), known -> known.wanted() == null ? known : known.swept(note.at()));
        } else if (change instanceof Change.Quarantine quarantine) {
            setAside(quarantine.order());
        } else if (change instanceof Change.Release release) {
            undo.remove(tables.quarantine, new OrderId(release.store(), release.platformOrderId()));
        } else if (change instanceof Change.RecordCommand command) {
            return recordCommand(index, command);
        }
        return Optional.empty();
    }

    private Optional<Conflict> saveOrder(int index, Order order) {
        Order stored = tables.orders.get(order.id());
        if (order.version() != 1 + (stored == null ? 0 : stored.version())) {
            return Optional.of(Conflict.staleVersion(index, "order " + order.id(), order.version()));
        }
        undo.put(tables.orders, order.id(), order);
        return Optional.empty();
    }

    private Optional<Conflict> saveOutbound(int index, OutboundOrder outbound) {
        OutboundOrder stored = tables.outbounds.get(outbound.id());
        if (outbound.version() != 1 + (stored == null ? 0 : stored.version())) {
            return Optional.of(Conflict.staleVersion(index, "outbound order " + outbound.id(), outbound.version()));
        }
        undo.put(tables.outbounds, outbound.id(), outbound);
        if (stored == null) {
            undo.append(tables.outboundsOf, outbound.order(), outbound.id());
        }
        return Optional.empty();
    }

    private Optional<Conflict> saveInbound(int index, InboundOrder inbound) {
        InboundOrder stored = tables.inbounds.get(inbound.id());
        if (inbound.version() != 1 + (stored == null ? 0 : stored.version())) {
            return Optional.of(Conflict.staleVersion(index, "inbound order " + inbound.id(), inbound.version()));
        }
        undo.put(tables.inbounds, inbound.id(), inbound);
        return Optional.empty();
    }

    private TaskId addTask(NewTask task) {
        EffectKey key = new EffectKey(task.type(), task.key());
        TaskId live = tables.live.get(key);
        if (live != null) {
            return live;
        }
        Map.@Nullable Entry<Long, SyncTask> last = tables.tasks.lastEntry();
        TaskId id = new TaskId(last == null ? 1 : last.getKey() + 1);
        SyncTask created = SyncTask.builder(id, task).build();
        undo.put(tables.tasks, id.value(), created);
        undo.put(tables.live, key, id);
        return id;
    }

    private Optional<Conflict> updateTask(int index, Change.UpdateTask update) {
        SyncTask task = update.task();
        SyncTask stored = tables.tasks.get(task.id().value());
        if (stored == null || !stored.status().isLive() || stored.runToken() != update.expectedToken()) {
            return Optional.of(Conflict.staleToken(index, task.id(), update.expectedToken()));
        }
        undo.put(tables.tasks, task.id().value(), StoredTasks.progressed(stored, task, update.keepsCheckpoint()));
        if (!task.status().isLive()) {
            undo.remove(tables.live, new EffectKey(stored.type(), stored.key()));
        }
        if (task.status() != TaskStatus.RUNNING) {
            undo.remove(tables.owners, task.id());
        }
        if (update.attempt() != null) {
            undo.append(tables.attempts, task.id(), update.attempt());
        }
        return Optional.empty();
    }

    private Optional<Conflict> keepCheckpoint(int index, Change.KeepCheckpoint keep) {
        SyncTask stored = tables.tasks.get(keep.task().value());
        if (stored == null
                || stored.runToken() != keep.expectedToken()
                || !stored.status().isLive()) {
            return Optional.of(Conflict.staleToken(index, keep.task(), keep.expectedToken()));
        }
        undo.put(tables.tasks, keep.task().value(), StoredTasks.withCheckpoint(stored, keep.checkpoint()));
        return Optional.empty();
    }

    private void cover(StoreId store, OrderKind kind, UnaryOperator<Coverage> change) {
        CoverageKey key = new CoverageKey(store, kind);
        undo.put(tables.coverage, key, change.apply(tables.coverage.getOrDefault(key, Coverage.none(store, kind))));
    }

    private void setAside(Quarantined order) {
        OrderId id = new OrderId(order.store(), order.platformOrderId());
        Quarantined before = tables.quarantine.get(id);
        undo.put(
                tables.quarantine,
                id,
                before == null
                        ? order
                        : new Quarantined(
                                order.store(),
                                order.kind(),
                                order.platformOrderId(),
                                order.platformOrderNumber(),
                                order.family(),
                                order.code(),
                                order.reason(),
                                order.raw(),
                                before.firstSeenAt(),
                                order.lastSeenAt(),
                                before.attempts() + order.attempts(),
                                order.foundIn()));
    }

    private Optional<Conflict> recordCommand(int index, Change.RecordCommand command) {
        if (tables.commands.containsKey(command.key())) {
            return Optional.of(Conflict.keyTaken(index, command.key()));
        }
        undo.put(
                tables.commands,
                command.key(),
                new CommandRecord(command.key(), command.contentHash(), command.result(), command.at()));
        return Optional.empty();
    }
}
