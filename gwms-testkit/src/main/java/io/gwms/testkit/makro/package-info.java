/**
 * A shop on Makro's marketplace, played over HTTP after the Flipkart Marketplace v3 contract. Start with {@link
 * io.gwms.testkit.makro.FakeMakro}.
 */
@NullMarked
package io.gwms.testkit.makro;

import org.jspecify.annotations.NullMarked;
