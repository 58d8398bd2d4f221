package io.gwms.samples.firsthost;

import com.sun.net.httpserver.HttpExchange;
import io.gwms.Gwms;
import io.gwms.audit.AuditModule;
import io.gwms.audit.NewProductSync;
import io.gwms.audit.ProductSyncRecorder;
import io.gwms.audit.export.CallExport;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallLog;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.Erasure;
import io.gwms.evidence.StatusClass;
import io.gwms.order.CommandOptions;
import io.gwms.order.DispatchOrder;
import io.gwms.order.OrderId;
import io.gwms.order.OrderResult;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.outcome.Outcome;
import io.gwms.platform.sync.PlatformModule;
import io.gwms.platform.webhook.WebhookReceipt;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.proxy.task.ProxyWarehouseModule;
import io.gwms.redact.Secret;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import io.gwms.task.TaskExplanation;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.time.CalendarPeriod;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/** What a host does with its runtime in a day, piece by piece. The pages of docs show these pieces, and a test does them. */
final class HostDay {
    private final Gwms gwms;
    private final PlatformModule platforms;
    private final ProxyWarehouseModule warehouses;
    private final AuditModule audit;
    private final PrintStream out;

    HostDay(Gwms gwms, PlatformModule platforms, ProxyWarehouseModule warehouses, AuditModule audit, PrintStream out) {
        this.gwms = gwms;
        this.platforms = platforms;
        this.warehouses = warehouses;
        this.audit = audit;
        this.out = out;
    }

    List<SyncRunId> pull(StoreId store) {
        // docs: pull
        List<SyncRunId> runs = platforms.orderSync().submit(SyncRequest.immediate(store)); // made later, by a task
        // docs: end
        return runs;
    }

    void look(SyncRunId id, StoreId store) {
        // docs: log
        SyncRun run = platforms.orderSync().find(id).orElseThrow();
        out.println(run.status() + " " + run.counts() + " " + run.failureReason());
        out.println(
                "not proven complete: " + platforms.orderSync().coverage(store).gaps());
        out.println("set aside: " + platforms.orderSync().quarantined(store));
        // docs: end
    }

    OrderResult dispatch(OrderId order, String platformSku, WarehouseSku sku, WarehouseCode warehouse, ChannelCode by) {
        // docs: dispatch
        gwms.orders().bindSku(order.store(), platformSku, sku, 1); // kept: one piece of ours is one of theirs
        OrderResult result = gwms.orders()
                .dispatch(
                        DispatchOrder.of(order, warehouse, by),
                        CommandOptions.none().by("anna").key("click-4711")); // the same key again does nothing again
        String told = result.fold(
                accepted -> "it is " + accepted.order().status(),
                refused -> "no: " + refused.reasons()); // every reason, each with its remedy
        // docs: end
        out.println(told);
        return result;
    }

    void follow(OrderId order, TaskId task, ZoneId zone) {
        // docs: follow
        gwms.orders().trace(order).forEach(entry -> out.println(entry.at() + " " + entry.text()));
        out.println(gwms.tasks().overview(TaskQuery.newest(50), zone).primary()); // backlog, running, needing a person
        out.println(gwms.tasks().explain(task).map(TaskExplanation::nextTime).orElse("there is no such task"));
        gwms.tasks().syncNow(task); // refused, with the reason, once the task has ended
        // docs: end
    }

    TaskId reconcile(WarehouseCode warehouse) {
        // docs: reconcile
        TaskId task = warehouses.syncInventory(warehouse); // besides the one that comes by itself every 12 hours
        // docs: end
        return task;
    }

    void lookAtStock(TaskId task, BatchKey batch) {
        // docs: explain-stock
        warehouses.explain(task, batch).ifPresent(why -> why.steps().forEach(out::println));
        warehouses
                .waitingPlan(task)
                .ifPresent(
                        plan -> { // a gate asks a person first
                            out.println(plan.tripped());
                            warehouses.approve(task, plan.hash(), "anna");
                            gwms.tasks().syncNow(task);
                        });
        // docs: end
    }

    List<CallAction> calls(StoreId store, OrderId order, TaskId task) {
        ApiCallLog log = audit.calls();
        // docs: calls
        ApiCallQuery failed = ApiCallQuery.newest(50)
                .during(CalendarPeriod.THIS_WEEK.at(gwms.clock().instant(), ZoneId.of("Asia/Shanghai")))
                .withStore(store)
                .withOutcome(StatusClass.RED);
        List<ApiCall> page = log.list(failed); // rows without headers and bodies
        if (!page.isEmpty()) {
            List<ApiCall> next = log.list(failed.after(page.get(page.size() - 1)));
            ApiCall opened = log.find(page.get(0).id()).orElseThrow(); // all of one call
            out.println(next.size() + " more, the first was answered: " + opened.responseBody());
        }
        List<CallAction> options = log.actions(); // only actions that have entries
        List<ApiCall> ofTask = log.list(ApiCallQuery.ofTask(task, 50)); // the «Request Logs» of a task
        List<ApiCall> ofOrder = log.list(ApiCallQuery.ofOrder(order, 50)); // every call made for it, by whatever task
        // docs: end
        out.println(ofTask.size() + " calls of the task, " + ofOrder.size() + " of the order");
        return options;
    }

    void export(TaskId task, Path folder) throws IOException {
        String name = "task-" + task;
        Files.writeString(
                folder.resolve(name + ".cassette.json"),
                CallExport.cassette(name, audit.calls(), ApiCallQuery.ofTask(task, 500))
                        .text());
    }

    void forget(OrderId order) {
        List<OrderId> orders = List.of(order);
        // docs: erase
        Erasure person = Erasure.ofPerson(
                "request 17", orders, List.of("ann@example.com", "+27 11 555 0100", "#1001", "8800000000001"));
        audit.maintenance().erase(person, gwms.clock().instant());
        // docs: end
    }

    void publish(PlatformType platform, StoreId store, URI listing, byte[] price) {
        // docs: product
        try (ProductSyncRecorder.Running sync = audit.productSyncRecorder()
                .begin(NewProductSync.publishing(platform, store).withDraft("draft-1", "mugs"))) {
            CallContext about = CallContext.forStore(CallAction.PRODUCT_MAPPING_SYNC, store)
                    .correlated(sync.correlation()); // so that the calls of a sync are found by it
            Outcome<HttpReply> answer = gwms.transport()
                    .send(HttpCall.post(listing, about)
                            .body("application/json", price)
                            .build());
            if (answer.asDone().filter(HttpReply::isSuccessful).isPresent()) {
                sync.succeed("listing-7", "price");
            } else {
                sync.fail("the platform did not take it: " + answer); // ended by neither, it is «interrupted»
            }
        }
        // docs: end
    }

    void keepWebhookSecret(StoreId store, String secret) {
        // docs: webhook-secret
        Credential credential =
                gwms.credentials().find(CredentialOwner.store(store)).orElseThrow();
        gwms.credentials().replace(credential.withSecret(WebhookReceiver.SECRET, Secret.of(secret)));
        // docs: end
    }

    void receive(HttpExchange exchange, StoreId store, URI callback) throws IOException {
        // docs: webhook
        byte[] raw = exchange.getRequestBody().readAllBytes();
        WebhookReceipt receipt = platforms.webhooks().receive(store, callback, exchange.getRequestHeaders(), raw);
        byte[] answer = receipt.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(receipt.status(), answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
        // docs: end
    }
}
