/**
 * Sync tasks in a hurry: the engine beside db-scheduler and a bare JDBC loop. Start at {@link
 * io.gwms.samples.benchmarks.tasks.TaskSpeed}.
 */
@NullMarked
package io.gwms.samples.benchmarks.tasks;

import org.jspecify.annotations.NullMarked;
