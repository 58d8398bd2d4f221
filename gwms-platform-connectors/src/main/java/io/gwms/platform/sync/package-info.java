/**
 * Between orders and their platforms: which intervals are not yet proven complete and how their orders
 * get in, and how shipments are told back. Start with {@link io.gwms.platform.sync.PlatformModule} and
 * {@link io.gwms.platform.sync.OrderSync}.
 */
@NullMarked
package io.gwms.platform.sync;

import org.jspecify.annotations.NullMarked;
