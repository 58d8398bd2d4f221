/**
 * Signature-only sketches of four unlike connectors. They hold no code; that they compile shows that
 * the SPIs can say what these systems do, before the first real connector is written.
 */
@NullMarked
package io.gwms.sketch;

import org.jspecify.annotations.NullMarked;
