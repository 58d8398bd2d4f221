package io.gwms.testkit.contract;

import io.gwms.outcome.Outcome;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.CreateInbounds;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.StatusCallbacks;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A good connector, to be made bad in one thing by overriding it. */
class AlteredWarehouse implements ProxyWarehouseConnector {
    final ProxyWarehouseConnector good;

    AlteredWarehouse(ProxyWarehouseConnector good) {
        this.good = good;
    }

    @Override
    public ProxySystem system() {
        return good.system();
    }

    @Override
    public ProxyCapabilities capabilities() {
        return good.capabilities();
    }

    @Override
    public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request) {
        return good.createOutbounds(request);
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
        return good.findOutbounds(request);
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelOutbounds(CancelOrders request) {
        return good.cancelOutbounds(request);
    }

    @Override
    public List<Outcome<RemoteOrder>> createInbounds(CreateInbounds request) {
        return good.createInbounds(request);
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findInbounds(FindOrders request) {
        return good.findInbounds(request);
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelInbounds(CancelOrders request) {
        return good.cancelInbounds(request);
    }

    @Override
    public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
        return good.fetchInventory(request);
    }

    @Override
    public Optional<StatusCallbacks> callbacks() {
        return good.callbacks();
    }

    /** The same answers, each turned into another. */
    static <T> List<Outcome<T>> each(List<Outcome<T>> answers, UnaryOperator<Outcome<T>> change) {
        return answers.stream().map(change).toList();
    }

    /** Reads what a reply lacks as that value. */
    static UnaryOperator<String> missing(String field, String value) {
        return body -> body.contains("\"" + field + "\":")
                ? body
                : body.replaceAll("\"[a-z]+_" + field + "\":", "\"" + field + "\":" + value + ",$0");
    }

    /** The same session, whose replies come with another body. */
    static ProxySession misreading(ProxySession session, UnaryOperator<String> change) {
        Transport transport = call -> session.transport().send(call).then(reply -> {
            String body = change.apply(new String(reply.body(), StandardCharsets.UTF_8));
            return Outcome.done(HttpReply.of(reply.status(), reply.headers(), body.getBytes(StandardCharsets.UTF_8)));
        });
        return session.through(transport);
    }
}
