/**
 * The API log in forms that other tools and tests read. Start with {@link io.gwms.audit.export.CallExport}, or with {@link
 * io.gwms.audit.export.ExportMain} at a prompt.
 */
@NullMarked
package io.gwms.audit.export;

import org.jspecify.annotations.NullMarked;
