/**
 * Plausible orders, tasks and runs for tests, of own invention. Start with {@link io.gwms.testkit.data.SampleOrder}.
 */
@NullMarked
package io.gwms.testkit.data;

import org.jspecify.annotations.NullMarked;
