package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.credential.Credential;
import io.gwms.redact.Redactor;
import io.gwms.transport.CallContext;
import io.gwms.transport.Transport;
import java.time.InstantSource;

/**
 * What a proxy-warehouse connector works with for one request. A connector keeps none of it.
 *
 * @param route the warehouse
 * @param credential who we are to its system
 * @param transport the audited chain
 * @param clock the runtime's clock; signatures use it
 * @param redactor the runtime's redactor, which knows the live credentials; every text of the far side goes through it,
 *     whole and before it is cut, on its way into an outcome
 * @param context what the request is for; a connector may name another action for a call of its own
 */
public record ProxySession(
        ProxyRoute route,
        Credential credential,
        Transport transport,
        InstantSource clock,
        Redactor redactor,
        CallContext context) {
    public ProxySession {
        requireNonNull(route, "route");
        requireNonNull(credential, "credential");
        requireNonNull(transport, "transport");
        requireNonNull(clock, "clock");
        requireNonNull(redactor, "redactor");
        requireNonNull(context, "context");
    }

    /** The same for another purpose. */
    public ProxySession withContext(CallContext context) {
        return new ProxySession(route, credential, transport, clock, redactor, context);
    }

    /** The same through another transport, which as a rule leads on to this one's. */
    public ProxySession through(Transport transport) {
        return new ProxySession(route, credential, transport, clock, redactor, context);
    }
}
