package io.gwms.proxy.task;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.evidence.BodyCapture;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.ErrorKind;
import io.gwms.inbound.InboundOrder;
import io.gwms.outbound.OutboundOrder;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.CallbackNotice;
import io.gwms.proxy.CallbackReply;
import io.gwms.proxy.CallbackVerdict;
import io.gwms.proxy.CallbackVerdict.Why;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.ReadCallback;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.StatusCallbacks;
import io.gwms.state.Change;
import io.gwms.state.CommandRecord;
import io.gwms.state.WarehouseOrderReads;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskType;
import io.gwms.task.Tasks;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes notifications of warehouses in: verified, each event once, and as hints only. What they lead to is the round of
 * the order's task that polling would have begun later, so that nothing depends on their order.
 */
final class Callbacks {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    private static final List<TaskType> FOLLOWING = List.of(TaskType.CANCEL, TaskType.CREATE, TaskType.QUERY);
    private static final ErrorKind DUPLICATE = new ErrorKind("DUPLICATE");
    private static final ErrorKind REUSED_ID = new ErrorKind("REUSED_ID");
    private static final ErrorKind UNKNOWN_ORDER = new ErrorKind("UNKNOWN_ORDER");
    private static final ErrorKind TOO_EARLY = new ErrorKind("TOO_EARLY");
    private static final ErrorKind NOT_JUDGED = new ErrorKind("NOT_JUDGED");
    private static final ErrorKind NOT_STORED = new ErrorKind("NOT_STORED");
    private static final int LATER = 503;

    private final Desk desk;
    private final Consignments consignments;
    private final Tasks tasks;

    Callbacks(Desk desk, Consignments consignments, Tasks tasks) {
        this.desk = desk;
        this.consignments = consignments;
        this.tasks = tasks;
    }

    /** Takes a delivery in and says what to answer; 404 when the system sends none that we know of. */
    CallbackReply receive(ProxySystem system, String account, CallbackDelivery delivery) {
        Optional<StatusCallbacks> callbacks = desk.connector(system).flatMap(connector -> connector.callbacks());
        if (callbacks.isEmpty()) {
            return CallbackReply.empty(404);
        }
        CallContext context = CallContext.forProxy(CallAction.NOTIFICATION, system, account);
        CredentialOwner owner = CredentialOwner.proxy(system, account);
        Optional<Credential> credential;
        try {
            credential = desk.setup.credentials().find(owner);
        } catch (RuntimeException e) {
            return later(
                    delivery, context, NOT_JUDGED, "A notification could not be judged, as no credential opens", e);
        }
        CallbackVerdict verdict = credential
                .map(stored -> verdict(callbacks.get(), delivery, stored))
                .orElseGet(
                        () -> new CallbackVerdict.Rejected(Why.NO_SECRET, "no credential of " + owner + " is stored"));
        CallbackReply reply = callbacks.get().reply(verdict);
        return verdict.fold(new CallbackVerdict.Cases<CallbackReply>() {
            @Override
            public CallbackReply authentic(CallbackVerdict.Authentic authentic) {
                try {
                    return new Taking(owner, delivery, context, authentic, reply).take();
                } catch (RuntimeException e) {
                    return later(delivery, context, NOT_STORED, "A notification could not be taken in", e);
                }
            }

            @Override
            public CallbackReply rejected(CallbackVerdict.Rejected rejected) {
                boolean comesAgain = rejected.why() == Why.NO_SECRET;
                return answered(
                        delivery,
                        context,
                        new ErrorKind(rejected.why().name()),
                        comesAgain ? CallbackReply.empty(LATER) : reply);
            }
        });
    }

    /** Has it sent again, for what stands in the way is none of its own. */
    private CallbackReply later(
            CallbackDelivery delivery, CallContext context, ErrorKind verdict, String what, RuntimeException cause) {
        LOG.atError().setCause(desk.setup.redactor().forLog(cause)).log(what);
        return answered(delivery, context, verdict, CallbackReply.empty(LATER));
    }

    /** A connector that throws has a bug; the delivery is as good as unreadable. */
    private CallbackVerdict verdict(StatusCallbacks callbacks, CallbackDelivery delivery, Credential credential) {
        try {
            return callbacks.read(new ReadCallback(delivery, credential, desk.setup.redactor()));
        } catch (RuntimeException e) {
            return new CallbackVerdict.Rejected(
                    Why.UNREADABLE,
                    "the connector failed: " + desk.setup.redactor().text(e));
        }
    }

    /** One authentic delivery. */
    private final class Taking {
        private final CredentialOwner owner;
        private final CallbackDelivery delivery;
        private final CallContext context;
        private final CallbackVerdict.Authentic authentic;
        private final CallbackReply reply;
        private final String key;

        Taking(
                CredentialOwner owner,
                CallbackDelivery delivery,
                CallContext context,
                CallbackVerdict.Authentic authentic,
                CallbackReply reply) {
            this.owner = owner;
            this.delivery = delivery;
            this.context = context;
            this.authentic = authentic;
            this.reply = reply;
            this.key = "callback:" + digest((owner + "\n" + authentic.deliveryId()).getBytes(StandardCharsets.UTF_8));
        }

        /** The event is remembered after what it leads to, which may happen twice; a crash in between loses nothing. */
        CallbackReply take() {
            List<Optional<Consignment>> orders =
                    authentic.notices().stream().map(this::order).toList();
            Optional<CommandRecord> known = desk.setup.state().orders().command(key);
            boolean isAnother = known.isPresent() && !known.get().contentHash().equals(digest(delivery.body()));
            if (known.isPresent() && !isAnother) {
                return all(orders, DUPLICATE, reply);
            }
            for (int i = 0; i < orders.size(); i++) {
                boolean isTold = authentic.notices().get(i).told() != null;
                boolean isNew = orders.get(i)
                        .filter(order -> order.stage() == Consignment.Stage.NEW)
                        .isPresent();
                if (isTold && isNew) {
                    return all(orders, TOO_EARLY, CallbackReply.empty(LATER));
                }
            }
            for (int i = 0; i < orders.size(); i++) {
                CallbackNotice notice = authentic.notices().get(i);
                orders.get(i).ifPresent(order -> lookAt(order, notice));
            }
            if (isAnother) {
                return all(orders, REUSED_ID, reply);
            }
            boolean first = desk.setup
                    .state()
                    .commit(List.of(
                            new Change.RecordCommand(key, digest(delivery.body()), authentic.deliveryId(), now())))
                    .isCommitted();
            return all(orders, first ? ErrorKind.NONE : DUPLICATE, reply);
        }

        private void lookAt(Consignment order, CallbackNotice notice) {
            if (notice.told() != null) {
                book(order, notice.told());
            }
            boolean followed = false;
            for (SyncTask task : live(order)) {
                followed |= tasks.syncNow(task.id()).isSubmitted();
            }
            if (!followed && order.stage() == Consignment.Stage.THERE) {
                NewTask query =
                        NewTask.of(TaskType.QUERY, Orphans.queryKey(order), order.business(), order.reference(), now());
                tasks.add(desk.routes
                        .route(order.warehouse())
                        .map(route -> query.route(route.taskRoute()))
                        .orElse(query));
            }
        }

        private void book(Consignment order, RemoteOrder told) {
            newest(order)
                    .ifPresent(task -> consignments.at(order, task, CallAction.NOTIFICATION, counter -> {
                        TaskResult seen = order.seen(told, counter, false);
                        desk.commit(seen::changes);
                        return seen;
                    }));
        }

        /** The order a notice names, when it is one of this account. */
        private Optional<Consignment> order(CallbackNotice notice) {
            String no = notice.reference().isBlank() ? numbered(notice) : notice.reference();
            return consignments
                    .find(notice.business(), no)
                    .filter(order -> desk.routes
                            .route(order.warehouse())
                            .filter(route -> route.credentialOwner().equals(owner))
                            .isPresent());
        }

        private String numbered(CallbackNotice notice) {
            WarehouseOrderReads orders = desk.setup.state().warehouseOrders();
            List<ProxyRoute> routes = desk.routes.all().stream()
                    .filter(route -> route.credentialOwner().equals(owner))
                    .toList();
            return notice.business().equals(BusinessType.INBOUND)
                    ? routes.stream()
                            .flatMap(route ->
                                    orders.inboundByThirdPartyNo(route.warehouse(), notice.thirdPartyNo()).stream())
                            .map(InboundOrder::id)
                            .map(Object::toString)
                            .findFirst()
                            .orElse("")
                    : routes.stream()
                            .flatMap(route -> orders.openOutbounds(route.warehouse()).stream())
                            .filter(outbound -> outbound.thirdPartyNo().equals(notice.thirdPartyNo()))
                            .map(OutboundOrder::id)
                            .map(Object::toString)
                            .findFirst()
                            .orElse("");
        }

        /** A row for each order it names, and one when it names none. */
        private CallbackReply all(List<Optional<Consignment>> orders, ErrorKind verdict, CallbackReply answer) {
            if (orders.isEmpty()) {
                return answered(delivery, context, verdict, answer);
            }
            for (Optional<Consignment> order : orders) {
                CallContext filed = order.map(this::filed).orElse(context);
                boolean unknown = order.isEmpty() && verdict.equals(ErrorKind.NONE);
                answered(delivery, filed, unknown ? UNKNOWN_ORDER : verdict, answer);
            }
            return answer;
        }

        private CallContext filed(Consignment order) {
            CallContext about =
                    order.filed(context).about(order.business().value().toLowerCase(Locale.ROOT), order.reference());
            return newest(order)
                    .map(task -> about.correlated(task.correlation()))
                    .orElse(about);
        }
    }

    /** The task a delivery belongs to: one that still follows the order, else the last that did. */
    private Optional<SyncTask> newest(Consignment order) {
        List<SyncTask> all = new ArrayList<>(live(order));
        FOLLOWING.forEach(type -> all.addAll(consignments.tasksOf(order, type)));
        return all.stream().findFirst();
    }

    private List<SyncTask> live(Consignment order) {
        return FOLLOWING.stream()
                .flatMap(type -> consignments.tasksOf(order, type).stream())
                .filter(task -> task.status().isLive())
                .toList();
    }

    private CallbackReply answered(
            CallbackDelivery delivery, CallContext context, ErrorKind verdict, CallbackReply answer) {
        HttpCall.Builder call = HttpCall.of(delivery.method(), delivery.target(), context);
        delivery.headers().forEach(header -> call.header(header.name(), header.value()));
        HttpCall came = call.body(delivery.body()).build();
        Duration took = Duration.between(delivery.receivedAt(), now());
        desk.setup
                .recorders()
                .record(new CallExchange(
                        delivery.receivedAt(),
                        took.isNegative() ? Duration.ZERO : took,
                        came,
                        Outcome.done(HttpReply.of(answer.status(), Map.of(), answer.body())),
                        CallDirection.INCOMING,
                        CallPhase.ENDED,
                        BodyCapture.whole(came.bodySize()),
                        BodyCapture.whole(answer.body().length),
                        List.of(),
                        null,
                        verdict,
                        1));
        return answer;
    }

    private Instant now() {
        return desk.setup.clock().instant();
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
