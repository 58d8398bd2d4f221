/** What comparing an inventory costs. Start at {@link io.gwms.samples.benchmarks.reconcile.ReconcileSpeed}. */
@NullMarked
package io.gwms.samples.benchmarks.reconcile;

import org.jspecify.annotations.NullMarked;
