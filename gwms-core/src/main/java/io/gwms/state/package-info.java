/** The state of the SDK and the one transactional way to change it. Start with {@link io.gwms.state.StateRepository}. */
@NullMarked
package io.gwms.state;

import org.jspecify.annotations.NullMarked;
