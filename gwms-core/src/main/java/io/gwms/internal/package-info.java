/** Machinery shared by the concepts of the core. No promise is made to anybody outside of the SDK. */
@NullMarked
package io.gwms.internal;

import org.jspecify.annotations.NullMarked;
