/**
 * Evidence kept in memory, for tests: sync log, inventory snapshots, API calls, product history. Start with {@link
 * io.gwms.testkit.evidence.InMemoryApiCalls}.
 */
@NullMarked
package io.gwms.testkit.evidence;

import org.jspecify.annotations.NullMarked;
