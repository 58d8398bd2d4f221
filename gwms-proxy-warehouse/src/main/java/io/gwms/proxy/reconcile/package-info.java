/**
 * Brings the two managed locations of a warehouse into line with a snapshot of the proxy warehouse, batch by batch, each
 * line with its reason.
 *
 * <p>Start with {@link io.gwms.proxy.reconcile.Reconciler}: {@code plan} decides and changes nothing, {@code apply} does
 * what a plan says. A zero and an absence are questions, never answers.
 */
@NullMarked
package io.gwms.proxy.reconcile;

import org.jspecify.annotations.NullMarked;
