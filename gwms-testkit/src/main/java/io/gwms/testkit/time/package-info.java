/**
 * Time that tests move by hand, so that a day of waiting passes in a millisecond. Start at {@link
 * io.gwms.testkit.time.VirtualClock}.
 */
@NullMarked
package io.gwms.testkit.time;

import org.jspecify.annotations.NullMarked;
