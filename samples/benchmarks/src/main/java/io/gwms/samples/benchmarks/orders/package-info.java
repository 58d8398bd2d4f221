/** The benchmark {@code orders}: how fast orders are stored and listed. */
@NullMarked
package io.gwms.samples.benchmarks.orders;

import org.jspecify.annotations.NullMarked;
