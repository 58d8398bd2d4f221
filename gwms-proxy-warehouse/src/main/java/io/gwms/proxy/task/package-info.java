/**
 * The handlers of the sync tasks toward third-party warehouses: an outbound order is handed over and followed until it
 * ships, a cancel until it is confirmed, an inventory until stock is in line with it.
 *
 * <p>Start with {@link io.gwms.proxy.task.ProxyWarehouseModule}, which a host installs into its runtime.
 */
@NullMarked
package io.gwms.proxy.task;

import org.jspecify.annotations.NullMarked;
