/** Orders coming in: what is asked for, what is proven complete, what was set aside. Start with {@link io.gwms.ordersync.SyncRequest}. */
@NullMarked
package io.gwms.ordersync;

import org.jspecify.annotations.NullMarked;
