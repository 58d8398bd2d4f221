/** Time: the one clock of a runtime and the one place that reads the system's. Start with {@link io.gwms.time.GwmsClock}. */
@NullMarked
package io.gwms.time;

import org.jspecify.annotations.NullMarked;
