/** The runtime a host application builds, starts and closes, and the types that belong to every concept. */
@NullMarked
package io.gwms;

import org.jspecify.annotations.NullMarked;
