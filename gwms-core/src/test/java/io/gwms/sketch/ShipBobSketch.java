package io.gwms.sketch;

import io.gwms.outcome.Outcome;
import io.gwms.proxy.CancelRequests;
import io.gwms.proxy.CreateInbounds;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Lots without inbound time, cursors without a count, unique references, cancels that partly work. */
final class ShipBobSketch implements ProxyWarehouseConnector {
    @Override
    public ProxySystem system() {
        return new ProxySystem("SHIPBOB");
    }

    @Override
    public ProxyCapabilities capabilities() {
        return new ProxyCapabilities(
                true,
                true,
                Duration.ofMinutes(1),
                ProxyCapabilities.CancelModel.SYNCHRONOUS,
                true,
                new ProxyCapabilities.Inventory(true, false, true, true, false, Duration.ofDays(1), ZoneOffset.UTC));
    }

    @Override
    public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelOutbounds(CancelRequests request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome<RemoteOrder>> createInbounds(CreateInbounds request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findInbounds(FindOrders request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
        throw new UnsupportedOperationException();
    }
}
