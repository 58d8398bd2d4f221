/** The life of an order in one timeline. A module contributes with a {@link io.gwms.trace.TraceSource}. */
@NullMarked
package io.gwms.trace;

import org.jspecify.annotations.NullMarked;
