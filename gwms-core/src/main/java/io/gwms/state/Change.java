package io.gwms.state;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.inbound.InboundOrder;
import io.gwms.internal.Require;
import io.gwms.order.JournalEntry;
import io.gwms.order.Order;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outbound.Charge;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.sku.MappingChange;
import io.gwms.sku.SkuMapping;
import io.gwms.store.StoreId;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of the state; see {@link StateRepository#commit}. */
@Incubating("the runtime's own: both implementations are the SDK's, and it grows with the rules of the engine")
public sealed interface Change {
    /** Stores an order: version 1 adds it, a later one replaces the version before. */
    record SaveOrder(Order order) implements Change {
        public SaveOrder {
            requireNonNull(order, "order");
        }
    }

    /** Adds a step to an order's journal. */
    record AddJournal(JournalEntry entry) implements Change {
        public AddJournal {
            requireNonNull(entry, "entry");
        }
    }

    /** Stores an outbound order: version 1 adds it, a later one replaces the version before. */
    record SaveOutbound(OutboundOrder outbound) implements Change {
        public SaveOutbound {
            requireNonNull(outbound, "outbound");
        }
    }

    /** Keeps the labels of an outbound order that is added in the same commit. */
    record AddLabels(OutboundId outbound, List<LabelPdf> labels) implements Change {
        public AddLabels {
            requireNonNull(outbound, "outbound");
            labels = Require.some(labels, "labels");
        }
    }

    /**
     * Sets what the warehouse charges for an outbound order in all so far, in place of what it said before.
     *
     * @param charges each kind in each currency; at least one
     */
    record SetCharges(OutboundId outbound, List<Charge> charges) implements Change {
        public SetCharges {
            requireNonNull(outbound, "outbound");
            charges = Require.some(charges, "charges");
        }
    }

    /** Stores an inbound order: version 1 adds it, a later one replaces the version before. */
    record SaveInbound(InboundOrder inbound) implements Change {
        public SaveInbound {
            requireNonNull(inbound, "inbound");
        }
    }

    /** Adds a task, unless a live one of the same type and key exists. */
    record AddTask(NewTask task) implements Change {
        public AddTask {
            requireNonNull(task, "task");
        }
    }

    /**
     * Writes a task as it stands after a round or a change by hand. It applies only while the task is
     * live and the stored run token is {@code expectedToken}; the stored one becomes {@code
     * task.runToken()}. What a task is about never changes: its type, key, business object, route,
     * payload and time of creation stay as they were added. Only a claim makes a task run: a change to RUNNING keeps the
     * stored status and due time.
     *
     * <p>A change that {@code keepsCheckpoint} leaves the stored one alone. So does every change from
     * outside the round, by hand or at its deadline: the round may just have committed a checkpoint, and
     * losing it would let something be sent twice.
     *
     * @param task the task as it is to be
     * @param expectedToken the token it must still have
     * @param attempt the round to add to its history; null when there was none
     * @param keepsCheckpoint whether the stored checkpoint stays, whatever {@code task} has
     */
    record UpdateTask(
            SyncTask task, long expectedToken, @Nullable TaskAttempt attempt, boolean keepsCheckpoint)
            implements Change {
        /** A change that keeps the stored checkpoint exactly when it has no attempt. */
        public UpdateTask(SyncTask task, long expectedToken, @Nullable TaskAttempt attempt) {
            this(task, expectedToken, attempt, attempt == null);
        }

        public UpdateTask {
            requireNonNull(task, "task");
            Require.that(
                    task.runToken() >= expectedToken,
                    "run token",
                    task.runToken(),
                    "at least " + expectedToken + ", the one it must still have");
        }
    }

    /** Stores the checkpoint of a task that is live and whose stored run token is that one. */
    record KeepCheckpoint(TaskId task, long expectedToken, String checkpoint) implements Change {
        public KeepCheckpoint {
            requireNonNull(task, "task");
            requireNonNull(checkpoint, "checkpoint");
        }
    }

    /** Sets a pause or a limit of tasks, in place of the one of the same scope; one that is none takes it away. */
    record SetTaskControl(TaskControl control) implements Change {
        public SetTaskControl {
            requireNonNull(control, "control");
        }
    }

    /** Binds a platform SKU, in place of what it was bound to. */
    record BindSku(SkuMapping mapping) implements Change {
        public BindSku {
            requireNonNull(mapping, "mapping");
        }
    }

    /** Takes the binding of a platform SKU away. */
    record UnbindSku(StoreId store, String platformSku) implements Change {
        public UnbindSku {
            requireNonNull(store, "store");
            Require.text(platformSku, "platformSku");
        }
    }

    /** Adds to the journal of a mapping. */
    record AddMappingJournal(MappingChange change) implements Change {
        public AddMappingJournal {
            requireNonNull(change, "change");
        }
    }

    /** Notes that every order of a stretch of time has been committed or quarantined. */
    record ProveWindow(StoreId store, OrderKind kind, TimeWindow window) implements Change {
        public ProveWindow {
            requireNonNull(store, "store");
            requireNonNull(kind, "kind");
            requireNonNull(window, "window");
        }
    }

    /** Notes that runs set out to cover a stretch of time; what is noted is the hull of all of them. */
    record WantWindow(StoreId store, OrderKind kind, TimeWindow window) implements Change {
        public WantWindow {
            requireNonNull(store, "store");
            requireNonNull(kind, "kind");
            requireNonNull(window, "window");
        }
    }

    /** Notes as of when all open orders were asked for again; without an effect before a {@link WantWindow}. */
    record NoteSweep(StoreId store, OrderKind kind, Instant at) implements Change {
        public NoteSweep {
            requireNonNull(store, "store");
            requireNonNull(kind, "kind");
            requireNonNull(at, "at");
        }
    }

    /**
     * Sets an order aside, or notes that it failed again: then its first time stays, its attempts are
     * added up, and the rest is replaced.
     */
    record Quarantine(Quarantined order) implements Change {
        public Quarantine {
            requireNonNull(order, "order");
        }
    }

    /** Takes an order out of quarantine; without an effect when it is not there. */
    record Release(StoreId store, String platformOrderId) implements Change {
        public Release {
            requireNonNull(store, "store");
            Require.text(platformOrderId, "platformOrderId");
        }
    }

    /**
     * Keeps the result of a command under its key, so that the same command again has the same result
     * and no second effect. Conflicts when the key is taken.
     *
     * @param key the caller's key
     * @param contentHash digest of what was asked
     * @param result the result, as text
     * @param at when
     */
    record RecordCommand(String key, String contentHash, String result, Instant at) implements Change {
        public RecordCommand {
            Require.text(key, "key");
            requireNonNull(contentHash, "contentHash");
            requireNonNull(result, "result");
            requireNonNull(at, "at");
        }
    }

    /** Forgets the commands that were kept before that moment; their keys are free again. */
    record ForgetCommands(Instant before) implements Change {
        public ForgetCommands {
            requireNonNull(before, "before");
        }
    }
}
