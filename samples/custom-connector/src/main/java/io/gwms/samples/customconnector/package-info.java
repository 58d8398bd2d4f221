/** An integrator's connector. */
@NullMarked
package io.gwms.samples.customconnector;

import org.jspecify.annotations.NullMarked;
