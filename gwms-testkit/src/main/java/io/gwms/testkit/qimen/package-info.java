/**
 * A warehouse that speaks the Qimen dialect over HTTP for tests. Start with {@link io.gwms.testkit.qimen.FakeQimen}.
 *
 * <p>Methods, fields and status words were read in the published reference of the standard and in public clients of it.
 */
@NullMarked
package io.gwms.testkit.qimen;

import org.jspecify.annotations.NullMarked;
