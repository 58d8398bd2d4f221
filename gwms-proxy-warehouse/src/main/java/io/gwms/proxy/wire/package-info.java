/** What the connectors to proxy warehouses share: how replies are judged, lists read, orders chosen. Not exported. */
@NullMarked
package io.gwms.proxy.wire;

import org.jspecify.annotations.NullMarked;
