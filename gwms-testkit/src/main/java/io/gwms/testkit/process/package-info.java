/**
 * Fakes in a process of their own, so that they outlive the program under test when it is killed. Start at {@link
 * io.gwms.testkit.process.FakeProcess}.
 */
@NullMarked
package io.gwms.testkit.process;

import org.jspecify.annotations.NullMarked;
