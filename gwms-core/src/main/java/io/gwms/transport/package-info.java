/** How calls leave the process. Start with {@link io.gwms.transport.Transport}; every call is made through the audited chain above it. */
@NullMarked
package io.gwms.transport;

import org.jspecify.annotations.NullMarked;
