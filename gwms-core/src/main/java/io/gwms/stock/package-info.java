/** The host's stock, batch by batch. A host implements {@link io.gwms.stock.StockLedger}. */
@NullMarked
package io.gwms.stock;

import org.jspecify.annotations.NullMarked;
