/** A proxy warehouse inside the test's own process. Start with {@link io.gwms.testkit.proxy.ScriptedWarehouse}. */
@NullMarked
package io.gwms.testkit.proxy;

import org.jspecify.annotations.NullMarked;
