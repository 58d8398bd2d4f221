/** The state of a runtime in memory, for tests. Start with {@link io.gwms.testkit.state.InMemoryState}. */
@NullMarked
package io.gwms.testkit.state;

import org.jspecify.annotations.NullMarked;
