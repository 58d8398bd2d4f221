/** What a third-party (proxy) warehouse is to the SDK. Implement {@link io.gwms.proxy.ProxyWarehouseConnector} to connect one it does not know. */
@NullMarked
package io.gwms.proxy;

import org.jspecify.annotations.NullMarked;
