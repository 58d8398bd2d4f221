/**
 * The ground under every fake that speaks real HTTP: a server on loopback, a request, a reply that can also be lost,
 * slow or cut short, a journal that survives a kill, and a client for the control endpoints. Start at {@link
 * io.gwms.testkit.http.FakeHttpServer}; write a fake by implementing {@link io.gwms.testkit.http.FakeService}.
 */
@NullMarked
package io.gwms.testkit.http;

import org.jspecify.annotations.NullMarked;
