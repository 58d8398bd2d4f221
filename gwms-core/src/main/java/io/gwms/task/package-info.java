/** Sync tasks: durable work that is followed until it ends. Start with {@link io.gwms.task.SyncTask} and {@link io.gwms.task.TaskHandler}. */
@NullMarked
package io.gwms.task;

import org.jspecify.annotations.NullMarked;
