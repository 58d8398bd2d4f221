/** The handlers of the four sync tasks that follow an order through a third-party warehouse.  */
@NullMarked
package io.gwms.proxy.task;

import org.jspecify.annotations.NullMarked;
