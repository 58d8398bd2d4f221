/** The runtime a host builds, starts and closes. Start with {@code Gwms.builder()}; write a {@link io.gwms.GwmsModule} to plug something in. */
@NullMarked
package io.gwms;

import org.jspecify.annotations.NullMarked;
