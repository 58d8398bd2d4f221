package io.gwms.proxy.task;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.order.OrderEvent;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundOrder;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.sku.SentSku;
import io.gwms.state.Change;
import io.gwms.task.BusinessType;
import io.gwms.task.TaskResult;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An outbound order, whose every change is an event of its order. */
final class OutboundConsignment implements Consignment {
    private static final Actions ACTIONS =
            new Actions(CallAction.OUTBOUND_CREATE, CallAction.OUTBOUND_QUERY, CallAction.OUTBOUND_CANCEL);

    private final Desk desk;
    private final Following following;
    private final OutboundOrder outbound;

    OutboundConsignment(Desk desk, Following following, OutboundOrder outbound) {
        this.desk = desk;
        this.following = following;
        this.outbound = outbound;
    }

    @Override
    public String toString() {
        return "outbound order " + outbound.id();
    }

    @Override
    public BusinessType business() {
        return BusinessType.OUTBOUND;
    }

    @Override
    public String reference() {
        return outbound.id().value();
    }

    @Override
    public WarehouseCode warehouse() {
        return outbound.warehouse();
    }

    @Override
    public String thirdPartyNo() {
        return outbound.thirdPartyNo();
    }

    @Override
    public Stage stage() {
        return switch (outbound.state()) {
            case CREATED -> Stage.NEW;
            case ACCEPTED, PARTLY_SHIPPED -> Stage.THERE;
            case SHIPPED -> Stage.DONE;
            case CANCELLED -> Stage.CANCELLED;
        };
    }

    @Override
    public String ended() {
        return "shipped";
    }

    @Override
    public Actions actions() {
        return ACTIONS;
    }

    @Override
    public CallContext filed(CallContext call) {
        return call.forOrder(outbound.order());
    }

    @Override
    public boolean isCancelAsked() {
        return desk.setup.state().orders().find(outbound.order()).stream()
                .anyMatch(order -> order.cancelRequest().isAsked());
    }

    @Override
    public String whyNotTaken(ProxyCapabilities capabilities) {
        return capabilities.labels() || labels().isEmpty()
                ? ""
                : "the warehouse's system takes no label files, and the order brings " + labels().size()
                        + "; cancel it and dispatch it by another channel or warehouse";
    }

    private List<LabelPdf> labels() {
        return desk.setup.state().warehouseOrders().labels(outbound.id());
    }

    @Override
    public boolean canBeFound(ProxyCapabilities capabilities) {
        return capabilities.findByReference();
    }

    @Override
    public ProxyCapabilities.CancelModel cancelModel(ProxyCapabilities capabilities) {
        return capabilities.cancel();
    }

    @Override
    public ProxyCapabilities.DuplicateModel duplicates(ProxyCapabilities capabilities) {
        return capabilities.duplicates();
    }

    @Override
    public Goods.Ordered ordered(ProxyRoute route) {
        Optional<String> channel = desk.routes.proxyChannel(route, outbound.channel());
        Goods.Ordered goods = Goods.toProxy(Goods.units(outbound), route, desk.routes);
        return channel.isPresent()
                ? goods
                : goods.lacking("channel " + outbound.channel() + " has no name in "
                        + route.system() + " warehouse "
                        + route.proxyWarehouse());
    }

    @Override
    public void sendingAs(Goods.Ordered ordered) {
        desk.commit(() -> now().stream()
                .filter(now -> !now.sentAs().equals(ordered.sentAs()))
                .<Change>map(now -> new Change.SaveOutbound(
                        now.withSentAs(ordered.sentAs(), desk.setup.clock().instant())))
                .toList());
    }

    @Override
    public Goods.Ordered sent(ProxyRoute route) {
        List<SentSku> sentAs = now().map(OutboundOrder::sentAs).orElse(List.of());
        return sentAs.isEmpty()
                ? Goods.toProxy(Goods.units(outbound), route, desk.routes)
                : Goods.asSent(Goods.units(outbound), sentAs);
    }

    private Optional<OutboundOrder> now() {
        return desk.setup.state().warehouseOrders().outbound(outbound.id());
    }

    @Override
    public Outcome<RemoteOrder> create(Counter counter, Goods.Ordered ordered) {
        var request = new OutboundRequest(
                reference(),
                desk.routes
                        .proxyChannel(counter.route(), outbound.channel())
                        .orElseThrow(() -> new IllegalStateException("the channel of " + this + " has lost its name")),
                outbound.recipient(),
                ordered.lines(),
                labels());
        return Desk.only(counter.connector().createOutbounds(new CreateOutbounds(counter.session(), List.of(request))));
    }

    @Override
    public Outcome<Optional<RemoteOrder>> find(Counter counter) {
        return Desk.only(counter.connector().findOutbounds(new FindOrders(counter.session(), List.of(reference()))));
    }

    @Override
    public Outcome<RemoteStatus> cancel(Counter counter, String thirdPartyNo, @Nullable Instant askedSince) {
        var target = new CancelOrders.Target(reference(), thirdPartyNo, askedSince);
        return Desk.only(counter.connector()
                .cancelOutbounds(new CancelOrders(counter.session(), List.of(target), "cancelled by the seller")));
    }

    @Override
    public boolean isDone(RemoteStatus status) {
        return status == RemoteStatus.SHIPPED;
    }

    @Override
    public boolean hasMoved(RemoteOrder remote) {
        return Following.hasLeft(remote);
    }

    @Override
    public TaskResult seen(RemoteOrder remote, Counter counter, boolean wordsForAPerson) {
        return following.seen(outbound, remote, counter, wordsForAPerson);
    }

    @Override
    public TaskResult cancelledThere(RemoteOrder remote, Counter counter) {
        return following.cancelled(outbound, remote, counter);
    }

    @Override
    public boolean isTold() {
        return following.isTold(outbound);
    }

    @Override
    public List<Change> accepted(RemoteOrder remote) {
        return happened(new OrderEvent.OutboundAccepted(outbound.id(), remote.thirdPartyNo(), remote.rawStatus()));
    }

    @Override
    public List<Change> rejected(String text) {
        return happened(new OrderEvent.OutboundRejected(outbound.id(), text));
    }

    @Override
    public List<Change> cancelled(String rawStatus) {
        return happened(new OrderEvent.OutboundCancelled(outbound.id(), rawStatus));
    }

    @Override
    public List<Change> cancelRefused(String text) {
        return happened(new OrderEvent.CancelRefused(outbound.id(), text));
    }

    private List<Change> happened(OrderEvent event) {
        return desk.setup.orderEvents().happened(outbound.order(), event);
    }
}
