/** A host's stock in memory. Start with {@link io.gwms.testkit.stock.InMemoryStockLedger}. */
@NullMarked
package io.gwms.testkit.stock;

import org.jspecify.annotations.NullMarked;
