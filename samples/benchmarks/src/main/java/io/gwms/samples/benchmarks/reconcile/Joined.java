package io.gwms.samples.benchmarks.reconcile;

/** How many batches a comparison found of each kind. */
record Joined(long equal, long different, long onlyThere, long onlyHere) {}
