/**
 * Numbers of a runtime for Micrometer: {@link io.gwms.micrometer.TaskMeters}. The only package that shows types of
 * Micrometer, which a host adds itself; nothing else needs it.
 */
@NullMarked
package io.gwms.micrometer;

import org.jspecify.annotations.NullMarked;
