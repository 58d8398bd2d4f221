package io.gwms.proxy.task;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.inbound.InboundOrder;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.CreateInbounds;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.sku.SentSku;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.task.BusinessType;
import io.gwms.task.TaskResult;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An inbound order: what comes of it is booked by {@link Receiving}. */
final class InboundConsignment implements Consignment {
    private static final Actions ACTIONS =
            new Actions(CallAction.INBOUND_CREATE, CallAction.INBOUND_QUERY, CallAction.INBOUND_CANCEL);

    private final Desk desk;
    private final InboundOrder inbound;

    InboundConsignment(Desk desk, InboundOrder inbound) {
        this.desk = desk;
        this.inbound = inbound;
    }

    @Override
    public String toString() {
        return "inbound order " + inbound.id();
    }

    @Override
    public BusinessType business() {
        return BusinessType.INBOUND;
    }

    @Override
    public String reference() {
        return inbound.id().value();
    }

    @Override
    public WarehouseCode warehouse() {
        return inbound.warehouse();
    }

    @Override
    public String thirdPartyNo() {
        return inbound.thirdPartyNo();
    }

    @Override
    public Stage stage() {
        return switch (inbound.state()) {
            case CREATED -> Stage.NEW;
            case ACCEPTED -> Stage.THERE;
            case PUT_AWAY -> Stage.DONE;
            case CANCELLED -> Stage.CANCELLED;
        };
    }

    @Override
    public String ended() {
        return "put away";
    }

    @Override
    public Actions actions() {
        return ACTIONS;
    }

    @Override
    public CallContext filed(CallContext call) {
        return call;
    }

    @Override
    public boolean isCancelAsked() {
        return now().filter(InboundOrder::cancelAsked).isPresent();
    }

    @Override
    public String whyNotTaken(ProxyCapabilities capabilities) {
        return capabilities.inbounds().isPresent() ? "" : "the warehouse's system takes no inbound orders";
    }

    @Override
    public boolean canBeFound(ProxyCapabilities capabilities) {
        return true;
    }

    @Override
    public ProxyCapabilities.CancelModel cancelModel(ProxyCapabilities capabilities) {
        return capabilities
                .inbounds()
                .map(ProxyCapabilities.Inbound::cancel)
                .orElse(ProxyCapabilities.CancelModel.NONE);
    }

    @Override
    public ProxyCapabilities.DuplicateModel duplicates(ProxyCapabilities capabilities) {
        return capabilities
                .inbounds()
                .map(ProxyCapabilities.Inbound::duplicates)
                .orElse(ProxyCapabilities.DuplicateModel.SECOND_ORDER);
    }

    @Override
    public Goods.Ordered ordered(ProxyRoute route) {
        return Goods.toProxy(planned(), route, desk.routes);
    }

    private Map<WarehouseSku, Long> planned() {
        Map<WarehouseSku, Long> planned = new LinkedHashMap<>();
        inbound.lines().forEach(line -> planned.merge(line.sku(), line.planned(), Math::addExact));
        return planned;
    }

    @Override
    public void sendingAs(Goods.Ordered ordered) {
        desk.commit(() -> changed(now -> now.sentAs().equals(ordered.sentAs())
                ? now
                : now.withSentAs(ordered.sentAs(), desk.setup.clock().instant())));
    }

    @Override
    public Goods.Ordered sent(ProxyRoute route) {
        List<SentSku> sentAs = now().map(InboundOrder::sentAs).orElse(List.of());
        return sentAs.isEmpty() ? ordered(route) : Goods.asSent(planned(), sentAs);
    }

    @Override
    public Outcome<RemoteOrder> create(Counter counter, Goods.Ordered ordered) {
        var request = new InboundRequest(reference(), ordered.lines(), inbound.expectedAt());
        return Desk.only(counter.connector().createInbounds(new CreateInbounds(counter.session(), List.of(request))));
    }

    @Override
    public Outcome<Optional<RemoteOrder>> find(Counter counter) {
        return Desk.only(counter.connector().findInbounds(new FindOrders(counter.session(), List.of(reference()))));
    }

    @Override
    public Outcome<RemoteStatus> cancel(Counter counter, String thirdPartyNo, @Nullable Instant askedSince) {
        var target = new CancelOrders.Target(reference(), thirdPartyNo, askedSince);
        return Desk.only(counter.connector()
                .cancelInbounds(new CancelOrders(counter.session(), List.of(target), "the goods do not come")));
    }

    @Override
    public boolean isDone(RemoteStatus status) {
        return status == RemoteStatus.PUT_AWAY;
    }

    @Override
    public boolean hasMoved(RemoteOrder remote) {
        return remote.lines().stream().anyMatch(line -> line.done() > 0)
                || remote.receipts().stream().anyMatch(receipt -> receipt.quantity() > 0);
    }

    @Override
    public TaskResult seen(RemoteOrder remote, Counter counter, boolean wordsForAPerson) {
        String word = Following.word(remote);
        TaskResult result = switch (remote.status()) {
            case PUT_AWAY -> putAway(remote, counter);
            case CANCELLED -> cancelledThere(remote, counter);
            case EXCEPTION ->
                TaskResult.needsHuman(
                                Following.EXCEPTION_THERE,
                                "the warehouse stopped it (" + word + "); clear that there, then Sync Now")
                        .with(() -> accepted(remote));
            case IN_WORK, CANCELLING -> inWork(remote, counter, word);
            case SHIPPED, PARTLY_SHIPPED, UNRECOGNIZED ->
                Following.unknownWord(
                                "the warehouse says '" + word + "', a word without a known meaning", wordsForAPerson)
                        .with(() -> accepted(remote));
        };
        return result.thirdPartyNo(remote.thirdPartyNo());
    }

    /** Batches that are put away already are booked as they come. */
    private TaskResult inWork(RemoteOrder remote, Counter counter, String word) {
        Receiving receiving = new Receiving(desk, counter, inbound.id());
        Optional<TaskResult> trouble = receiving.book(remote.receipts());
        if (trouble.isPresent()) {
            return trouble.get();
        }
        long booked = receiving.booked();
        return TaskResult.again("the warehouse has it in work (" + word + ")"
                        + (booked > 0 ? ", " + booked + " pieces are put away and booked" : ""))
                .with(() -> accepted(remote));
    }

    private TaskResult putAway(RemoteOrder remote, Counter counter) {
        Receiving receiving = new Receiving(desk, counter, inbound.id());
        return receiving.book(Receiving.all(remote)).orElseGet(() -> {
            String difference = receiving.difference();
            TaskResult result = difference.isEmpty()
                    ? TaskResult.done("put away, " + receiving.booked() + " pieces booked")
                    : TaskResult.needsHuman(
                            receiving.isShort() ? Receiving.SHORT : Receiving.OVER,
                            "the warehouse put away other than was announced: " + difference + "; what came is booked");
            return result.with(() -> stands(InboundOrder.State.PUT_AWAY, remote.thirdPartyNo(), remote.rawStatus()));
        });
    }

    @Override
    public TaskResult cancelledThere(RemoteOrder remote, Counter counter) {
        return hasMoved(remote)
                ? putAway(remote, counter)
                : TaskResult.done("the warehouse cancelled it (" + Following.word(remote) + ")")
                        .with(() -> cancelled(remote.rawStatus()));
    }

    @Override
    public boolean isTold() {
        return true;
    }

    @Override
    public List<Change> accepted(RemoteOrder remote) {
        return stands(InboundOrder.State.ACCEPTED, remote.thirdPartyNo(), remote.rawStatus());
    }

    /** Nothing exists over there, and the task says why; the order waits as it is, unless it is to be cancelled. */
    @Override
    public List<Change> rejected(String text) {
        return isCancelAsked() ? cancelled("") : List.of();
    }

    @Override
    public List<Change> cancelled(String rawStatus) {
        return stands(InboundOrder.State.CANCELLED, inbound.thirdPartyNo(), rawStatus);
    }

    @Override
    public List<Change> cancelRefused(String text) {
        return changed(now -> now.cancelAsked() ? now.withCancelAsked(false, moment()) : now);
    }

    private List<Change> stands(InboundOrder.State state, String thirdPartyNo, String rawStatus) {
        return changed(now -> now.state() == state
                        && now.thirdPartyNo().equals(thirdPartyNo)
                        && now.remoteStatus().equals(rawStatus)
                ? now
                : now.next(state, thirdPartyNo, rawStatus, moment()));
    }

    /** A change of the order as it stands now; none of one that has ended. */
    private List<Change> changed(UnaryOperator<InboundOrder> change) {
        return now().filter(order -> order.state().isOpen()).stream()
                .flatMap(order -> {
                    InboundOrder next = change.apply(order);
                    return next.equals(order)
                            ? List.<Change>of().stream()
                            : List.<Change>of(new Change.SaveInbound(next)).stream();
                })
                .toList();
    }

    private Optional<InboundOrder> now() {
        return desk.setup.state().warehouseOrders().inbound(inbound.id());
    }

    private Instant moment() {
        return desk.setup.clock().instant();
    }
}
