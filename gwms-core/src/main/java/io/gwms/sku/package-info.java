/** Which warehouse SKU a platform SKU stands for. Start with {@link io.gwms.sku.SkuMapping}. */
@NullMarked
package io.gwms.sku;

import org.jspecify.annotations.NullMarked;
