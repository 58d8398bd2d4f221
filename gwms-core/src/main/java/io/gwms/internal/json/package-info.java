/** How the SDK reads and writes JSON. No promise is made to anybody outside of the SDK. */
@NullMarked
package io.gwms.internal.json;

import org.jspecify.annotations.NullMarked;
