package io.gwms.proxy.task;

import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.transport.CallAction;

/** The counter of one proxy warehouse: whom to speak to, and how. */
record Counter(ProxyRoute route, ProxyWarehouseConnector connector, ProxySession session) {
    /** The same for a call that does something else. */
    Counter withAction(CallAction action) {
        return new Counter(
                route, connector, session.withContext(session.context().withAction(action)));
    }
}
