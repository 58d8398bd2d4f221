package io.gwms.proxy.task;

import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxyWarehouseConnector;

/** The counter of one proxy warehouse: whom to speak to, and how. */
record Counter(ProxyRoute route, ProxyWarehouseConnector connector, ProxySession session) {}
