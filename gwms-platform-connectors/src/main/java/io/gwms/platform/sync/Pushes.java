package io.gwms.platform.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.ModuleSetup;
import io.gwms.order.Order;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.webhook.WebhookReceipt;
import io.gwms.platform.webhook.WebhookReceipt.Result;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskType;
import io.gwms.transport.CallAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what a platform pushed the way of a pulled page: an order it carries is committed as one that was fetched, an order it
 * names is read again by a task. The key of the event is kept with the orders or the task in one commit, so that a delivery
 * that was answered is neither lost nor done twice.
 */
final class Pushes implements TaskHandler {
    static final TaskType TYPE = new TaskType("PUSHED_ORDERS");

    private static final Logger LOG = LoggerFactory.getLogger(Pushes.class);
    private static final int ROUNDS_UNSEEN = 4;
    private static final Duration RUN_WAIT = Duration.ofSeconds(10);

    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final OrderSync sync;

    Pushes(ModuleSetup setup, StoreSessions sessions, OrderSync sync) {
        this.setup = setup;
        this.sessions = sessions;
        this.sync = sync;
    }

    /** Stores an authentic delivery; durable once this returns {@link Result#ACCEPTED}. */
    WebhookReceipt taken(Store store, Authentic delivery) {
        if (!store.enabled() || !store.fetchOrders()) {
            return answered(Result.IGNORED, 200, "the store " + store.id() + " does not fetch orders");
        }
        String key = key(store.id(), delivery);
        try {
            if (isKnown(key)) {
                return answered(Result.DUPLICATE, 200, "");
            }
            List<Change> changes = changes(store, delivery, key);
            if (delivery.orders().isEmpty()) {
                if (setup.state().commit(changes) instanceof CommitResult.Conflict) {
                    return answered(Result.DUPLICATE, 200, "");
                }
            } else {
                commit(store, delivery.kind(), delivery.orders(), changes);
            }
        } catch (RuntimeException e) {
            return notStored(key, e);
        }
        setup.wakeTasks();
        return answered(Result.ACCEPTED, 200, "");
    }

    /** The same delivery may just have been stored by another thread; else the platform must send it again. */
    private WebhookReceipt notStored(String key, RuntimeException failure) {
        try {
            if (isKnown(key)) {
                return answered(Result.DUPLICATE, 200, "");
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
        LOG.atWarn()
                .setCause(setup.redactor().forLog(failure))
                .log("A delivery could not be stored; the platform is asked to send it again");
        return answered(Result.NOT_STORED, 503, "it could not be stored just now");
    }

    private boolean isKnown(String key) {
        return setup.state().orders().command(key).isPresent();
    }

    private List<Change> changes(Store store, Authentic delivery, String key) {
        Instant now = setup.clock().instant();
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.RecordCommand(key, "", "pushed", now));
        if (!delivery.numbers().isEmpty()) {
            ObjectNode payload = SyncJson.object();
            payload.put("kind", delivery.kind().name());
            payload.set("eventAt", SyncJson.of(delivery.eventAt()));
            delivery.numbers().forEach(payload.putArray("numbers")::add);
            changes.add(new Change.AddTask(
                    NewTask.of(TYPE, key, BusinessType.STORE, store.id().value(), now)
                            .payload(payload.toString())));
        }
        return changes;
    }

    /** Stores orders as those of a page, and {@code closing} with the last of them. */
    private Tally commit(Store store, OrderKind kind, List<FetchedOrder> orders, List<Change> closing) {
        PageCommit.Writer writer = (changes, page, last) -> {
            List<Change> all = new ArrayList<>(changes);
            all.addAll(last ? closing : List.of());
            return all.isEmpty()
                    ? new CommitResult.Committed(List.of())
                    : setup.state().commit(all);
        };
        return new PageCommit(setup, store, kind, setup.clock().instant(), PUSHED, writer).commit(orders);
    }

    /** An event is the same whatever delivery brings it; its topic counts, for one event may tell of several things. */
    private static String key(StoreId store, Authentic delivery) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((delivery.topic() + "\n" + delivery.eventId()).getBytes(StandardCharsets.UTF_8));
            return "push:" + store + ":" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WebhookReceipt answered(Result result, int status, String text) {
        return new WebhookReceipt(result, status, "", text);
    }

    /** Orders that were pushed belong to no window. */
    private static final PageCommit.Scope PUSHED = new PageCommit.Scope() {
        @Override
        public boolean isReread(FetchedOrder order) {
            return false;
        }

        @Override
        public boolean isRepeated(FetchedOrder order) {
            return false;
        }

        @Override
        public Optional<TimeWindow> foundIn(FetchedOrder order) {
            return Optional.empty();
        }
    };

    /** Reads the orders again that a delivery named. */
    @Override
    public TaskResult run(TaskRun run) {
        JsonNode payload = SyncJson.parse(run.task().payload());
        OrderKind kind = OrderKind.valueOf(payload.path("kind").asText());
        List<String> numbers = StreamSupport.stream(payload.path("numbers").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        Optional<Store> found = sessions.store(new StoreId(run.task().businessNo()));
        if (found.isEmpty() || !found.get().enabled() || !found.get().fetchOrders()) {
            return TaskResult.done("the store does not fetch orders any more; a later run brings what it missed");
        }
        Store store = found.get();
        Optional<String> obstacle = sessions.whyNot(store);
        Optional<PlatformConnector> connector = sessions.connector(store);
        if (obstacle.isPresent() || connector.isEmpty()) {
            return TaskResult.againAfter(Waits.FOR_STORE, "waits: " + obstacle.orElse("no connector is installed"));
        }
        Instant eventAt = SyncJson.instant(payload.path("eventAt"));
        List<String> missing = numbers.stream()
                .filter(number -> eventAt == null || !isStoredSince(store, number, eventAt))
                .toList();
        if (missing.isEmpty()) {
            return TaskResult.done("what changed is here already");
        }
        return connector.get().capabilities().canLookUpByNumber()
                ? read(run, store, connector.get(), kind, missing)
                : pulled(store, kind);
    }

    private boolean isStoredSince(Store store, String number, Instant eventAt) {
        List<Order> orders = setup.state().orders().findByNumber(store.id(), number);
        return !orders.isEmpty()
                && orders.stream()
                        .allMatch(order -> order.platform().changedAt().isAfter(eventAt));
    }

    private TaskResult read(
            TaskRun run, Store store, PlatformConnector connector, OrderKind kind, List<String> numbers) {
        StoreSession session = sessions.open(
                store, run.task(), CallAction.ORDER_FETCH, "store", store.id().value());
        int unseen = numbers.size();
        int atOnce = connector.capabilities().numbersAtOnce();
        for (int from = 0; from < numbers.size(); from += atOnce) {
            List<String> some = numbers.subList(from, Math.min(from + atOnce, numbers.size()));
            Outcome<OrderPage> answer = connector.lookUpOrders(new LookUpOrders(session, kind, some));
            if (answer instanceof Outcome.Refused<OrderPage> refused) {
                return Waits.of(refused.refusal())
                        .orElseGet(() -> TaskResult.failed(refused.refusal().toString()));
            }
            if (answer instanceof Outcome.Unknown<OrderPage> unknown) {
                return TaskResult.failed("the platform did not answer: " + unknown.cause());
            }
            List<FetchedOrder> orders = answer.asDone().orElseThrow().orders();
            unseen -= orders.size();
            commit(store, kind, orders, List.of());
        }
        return unseen <= 0 || run.task().rounds() >= ROUNDS_UNSEEN
                ? TaskResult.done(numbers.size() - Math.max(0, unseen) + " of " + numbers.size() + " orders read")
                : TaskResult.again("the platform pushed an order and does not show it yet");
    }

    /** A platform that does not find orders by number is asked for its newest ones. */
    private TaskResult pulled(Store store, OrderKind kind) {
        if (sync.isAtWork(store.id())) {
            return TaskResult.againAfter(RUN_WAIT, "waits for the run of this store that began before");
        }
        sync.queueAutomatic(SyncRequest.immediate(store.id()), store, kind);
        return TaskResult.done("the newest orders are asked for, as this platform finds none by number");
    }
}
