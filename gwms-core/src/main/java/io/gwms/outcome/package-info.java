/** The three answers the far side can give: done, surely not, unknown. Start with {@link io.gwms.outcome.Outcome}. */
@NullMarked
package io.gwms.outcome;

import org.jspecify.annotations.NullMarked;
