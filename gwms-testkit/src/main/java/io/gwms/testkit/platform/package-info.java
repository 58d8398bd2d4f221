/** A sales platform in the test's own process. Start with {@link io.gwms.testkit.platform.ScriptedPlatform}. */
@NullMarked
package io.gwms.testkit.platform;

import org.jspecify.annotations.NullMarked;
