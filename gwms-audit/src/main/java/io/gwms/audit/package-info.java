/** The record of every API call: written without blocking the caller, redacted, and read by query.  */
@NullMarked
package io.gwms.audit;

import org.jspecify.annotations.NullMarked;
