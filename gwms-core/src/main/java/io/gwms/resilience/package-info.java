/**
 * Keeps a far side that is down from taking the runtime down with it. Start with {@link
 * io.gwms.resilience.CircuitBreaking}; {@link io.gwms.resilience.QuotaGuard} holds calls back that a quota has no room for.
 */
@NullMarked
package io.gwms.resilience;

import org.jspecify.annotations.NullMarked;
