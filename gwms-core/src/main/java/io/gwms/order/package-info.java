/** Orders: their facts, lifecycle and commands. Start with {@link io.gwms.order.Orders}. */
@NullMarked
package io.gwms.order;

import org.jspecify.annotations.NullMarked;
