/** Recorded calls as tests: start with {@link io.gwms.testkit.cassette.CassettePlayer}. */
@NullMarked
package io.gwms.testkit.cassette;

import org.jspecify.annotations.NullMarked;
