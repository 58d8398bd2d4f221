/** The smallest host: {@link io.gwms.samples.firsthost.FirstHost} is the program that README.md shows. */
@NullMarked
package io.gwms.samples.firsthost;

import org.jspecify.annotations.NullMarked;
