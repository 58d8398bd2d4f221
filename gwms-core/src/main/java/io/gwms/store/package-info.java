/** The sales stores orders come from. Start with {@link io.gwms.store.Store}. */
@NullMarked
package io.gwms.store;

import org.jspecify.annotations.NullMarked;
