/** What the fakes over HTTP share with each other; not exported, and nothing of a connector is in it. */
@NullMarked
package io.gwms.testkit.fake;

import org.jspecify.annotations.NullMarked;
