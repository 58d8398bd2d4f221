/**
 * The time-skipping environment: a runtime and fakes that live by one virtual clock, so that days of work pass in
 * moments. Start at {@link io.gwms.testkit.TimeSkipping}; the fakes are in the packages below.
 */
@NullMarked
package io.gwms.testkit;

import org.jspecify.annotations.NullMarked;
