/**
 * What is kept to show later what happened: API calls, inventory snapshots, sync runs, product syncs. Never read to decide
 * anything. A host reads the API log by {@link io.gwms.evidence.ApiCallLog} and the history of product syncs by {@link
 * io.gwms.evidence.ProductSyncLog}.
 */
@NullMarked
package io.gwms.evidence;

import org.jspecify.annotations.NullMarked;
