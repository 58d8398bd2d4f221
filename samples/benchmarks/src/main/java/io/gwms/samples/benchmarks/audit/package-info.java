/** What recording a call costs: start with {@link io.gwms.samples.benchmarks.audit.AuditCost}. */
@NullMarked
package io.gwms.samples.benchmarks.audit;

import org.jspecify.annotations.NullMarked;
