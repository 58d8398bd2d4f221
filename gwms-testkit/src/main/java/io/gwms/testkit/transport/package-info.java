/** Breaks calls on their way, so that a connector needs no hostile server. Start with {@link io.gwms.testkit.transport.FaultyTransport}. */
@NullMarked
package io.gwms.testkit.transport;

import org.jspecify.annotations.NullMarked;
