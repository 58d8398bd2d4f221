/**
 * Takealot (South Africa): orders in through the seller API v2 or the marketplace API v1, stock out. Start with {@link
 * io.gwms.platform.takealot.TakealotConnector}.
 */
@NullMarked
package io.gwms.platform.takealot;

import org.jspecify.annotations.NullMarked;
