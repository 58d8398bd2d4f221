/** The benchmark {@code order-sync}: how fast orders come in, and what one costs. */
@NullMarked
package io.gwms.samples.benchmarks.ordersync;

import org.jspecify.annotations.NullMarked;
