/** How connectors of JSON platforms read a field, a refusal, a broken reply; not exported. */
@NullMarked
package io.gwms.platform.reading;

import org.jspecify.annotations.NullMarked;
