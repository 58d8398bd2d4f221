/** Benchmarks, each beside a peer in the same run. Start at {@link io.gwms.samples.benchmarks.Benchmarks}. */
@NullMarked
package io.gwms.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
