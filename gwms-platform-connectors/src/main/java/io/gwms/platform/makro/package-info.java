/**
 * Connects shops on Makro's South African marketplace, after the Flipkart Marketplace v3 contract; experimental: {@link
 * io.gwms.platform.makro.MakroConnector} is the entry.
 */
@NullMarked
package io.gwms.platform.makro;

import org.jspecify.annotations.NullMarked;
