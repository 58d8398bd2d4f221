/**
 * The quickstart: one shop, one warehouse, sixty orders, all the way round. Start at {@link
 * io.gwms.samples.quickstart.Quickstart}; {@link io.gwms.samples.quickstart.Host} shows how a host builds a runtime.
 */
@NullMarked
package io.gwms.samples.quickstart;

import org.jspecify.annotations.NullMarked;
