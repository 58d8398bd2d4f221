/**
 * Keeps a far side that is down from taking the runtime down with it. Start with {@link
 * io.gwms.resilience.CircuitBreaking}.
 */
@NullMarked
package io.gwms.resilience;

import org.jspecify.annotations.NullMarked;
