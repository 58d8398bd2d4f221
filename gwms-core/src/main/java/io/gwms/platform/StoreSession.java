package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.credential.Credential;
import io.gwms.outcome.Outcome;
import io.gwms.redact.Redactor;
import io.gwms.store.Store;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.HttpVerdict;
import io.gwms.transport.Transport;
import java.time.InstantSource;

/**
 * What a platform connector works with for one request: the store, who we are to it, and how calls
 * leave. A connector keeps none of it.
 *
 * @param store the store
 * @param credential who we are to its platform, valid now as far as is known
 * @param transport the audited chain
 * @param clock the runtime's clock; signatures and windows use it
 * @param redactor the runtime's redactor, which knows the live credentials; every text of the far side goes through it,
 *     whole and before it is cut, on its way into an outcome
 * @param context what the request is for; a connector may name another action for a call of its own
 */
public record StoreSession(
        Store store,
        Credential credential,
        Transport transport,
        InstantSource clock,
        Redactor redactor,
        CallContext context) {
    public StoreSession {
        requireNonNull(store, "store");
        requireNonNull(credential, "credential");
        requireNonNull(transport, "transport");
        requireNonNull(clock, "clock");
        requireNonNull(redactor, "redactor");
        requireNonNull(context, "context");
    }

    /** Sends a call; what comes back is judged by its status alone, as {@link HttpVerdict} says. */
    public Outcome<HttpReply> send(HttpCall call) {
        return transport.send(call).then(reply -> HttpVerdict.of(call, reply, redactor, clock.instant()));
    }

    /** The same with another credential, as after a refresh. */
    public StoreSession withCredential(Credential credential) {
        return new StoreSession(store, credential, transport, clock, redactor, context);
    }

    /** The same for another purpose. */
    public StoreSession withContext(CallContext context) {
        return new StoreSession(store, credential, transport, clock, redactor, context);
    }
}
