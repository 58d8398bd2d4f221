/**
 * The engine of sync tasks: claims what is due, runs it, and commits each end once. Start with {@link
 * io.gwms.internal.task.TaskRules}, which holds every rule and no I/O, then {@link io.gwms.internal.task.TaskEngine}.
 */
@NullMarked
package io.gwms.internal.task;

import org.jspecify.annotations.NullMarked;
