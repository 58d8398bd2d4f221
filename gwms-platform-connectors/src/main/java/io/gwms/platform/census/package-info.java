/** Counts the orders a platform has against those that are stored. Start with {@link io.gwms.platform.census.Census}. */
@NullMarked
package io.gwms.platform.census;

import org.jspecify.annotations.NullMarked;
