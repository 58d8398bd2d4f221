/** What a sales platform is to the SDK. Implement {@link io.gwms.platform.PlatformConnector} to connect one it does not know. */
@NullMarked
package io.gwms.platform;

import org.jspecify.annotations.NullMarked;
