/** What is kept to show later what happened: API calls, inventory snapshots, sync runs, product syncs. Never read to decide anything. */
@NullMarked
package io.gwms.evidence;

import org.jspecify.annotations.NullMarked;
