/** Evidence kept in memory, for tests: sync log, inventory snapshots, API calls, product history. */
@NullMarked
package io.gwms.testkit.evidence;

import org.jspecify.annotations.NullMarked;
