/** Order sync: which intervals are not yet proven complete, and how their orders get in.  */
@NullMarked
package io.gwms.platform.sync;

import org.jspecify.annotations.NullMarked;
