/**
 * A Takealot seller's account over real HTTP: seller API v2, marketplace API v1, webhooks. Start with {@link
 * io.gwms.testkit.takealot.FakeTakealot}.
 */
@NullMarked
package io.gwms.testkit.takealot;

import org.jspecify.annotations.NullMarked;
