package io.gwms.transport;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call as a connector asks for it. Immutable.
 *
 * <p>Its {@code toString} shows method and host only: a path or query may hold a secret.
 */
public final class HttpCall {
    private final String method;
    private final URI uri;
    private final List<Header> headers;
    private final byte[] body;
    private final CallContext context;
    private final Duration timeout;
    private final boolean repeatable;
    private final @Nullable WireLog wireLog;

    private HttpCall(Builder builder) {
        this.method = builder.method;
        this.uri = builder.uri;
        this.headers = List.copyOf(builder.headers);
        this.body = builder.body;
        this.context = builder.context;
        this.timeout = builder.timeout;
        this.repeatable = builder.repeatable;
        this.wireLog = null;
    }

    private HttpCall(HttpCall call, WireLog wireLog) {
        this.method = call.method;
        this.uri = call.uri;
        this.headers = call.headers;
        this.body = call.body;
        this.context = call.context;
        this.timeout = call.timeout;
        this.repeatable = call.repeatable;
        this.wireLog = requireNonNull(wireLog, "wireLog");
    }

    /** A call without a body that only reads: it may be sent again by the transport. */
    public static Builder get(URI uri, CallContext context) {
        return new Builder("GET", uri, context).repeatable(true);
    }

    /** A call with a body that may change something: the transport sends it at most once. */
    public static Builder post(URI uri, CallContext context) {
        return new Builder("POST", uri, context);
    }

    /** A call of any method; sent at most once unless said otherwise. */
    public static Builder of(String method, URI uri, CallContext context) {
        return new Builder(Require.text(method, "method").toUpperCase(Locale.ROOT), uri, context);
    }

    /** The method, in capitals. */
    public String method() {
        return method;
    }

    /** Where it goes, query included. */
    public URI uri() {
        return uri;
    }

    /** The headers in the order they were added. */
    public List<Header> headers() {
        return headers;
    }

    /** The body; empty when there is none. */
    public byte[] body() {
        return body.clone();
    }

    /** The body's length in bytes; 0 when there is none. */
    public int bodySize() {
        return body.length;
    }

    /** What the call is for. */
    public CallContext context() {
        return context;
    }

    /** How long the whole call may take; 30 seconds unless set. */
    public Duration timeout() {
        return timeout;
    }

    /** Whether sending it twice is harmless. A transport never repeats a call that is not. */
    public boolean isRepeatable() {
        return repeatable;
    }

    /** The same call, of which is to be noted there what happens to it. */
    public HttpCall notedIn(WireLog wireLog) {
        return new HttpCall(this, wireLog);
    }

    /** Where may be noted what happens to it; present once the call is past the audited seam. */
    public Optional<WireLog> wireLog() {
        return Optional.ofNullable(wireLog);
    }

    @Override
    public String toString() {
        return method + " " + uri.getHost();
    }

    /** A header; the value may be a secret and is not printed. */
    public record Header(String name, String value) {
        public Header {
            Require.text(name, "name");
            requireNonNull(value, "value");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Settings of a call. */
    public static final class Builder {
        private final String method;
        private final URI uri;
        private final CallContext context;
        private final List<Header> headers = new ArrayList<>();
        private byte[] body = new byte[0];
        private Duration timeout = Duration.ofSeconds(30);
        private boolean repeatable;

        private Builder(String method, URI uri, CallContext context) {
            this.method = method;
            this.uri = requireNonNull(uri, "uri");
            this.context = requireNonNull(context, "context");
        }

        /** Adds a header. */
        public Builder header(String name, String value) {
            headers.add(new Header(name, value));
            return this;
        }

        /** Sets the body and its content type. */
        public Builder body(String contentType, byte[] body) {
            headers.add(new Header("Content-Type", contentType));
            this.body = body.clone();
            return this;
        }

        /** Sets the body, whose content type, if it has one, is among the headers. */
        public Builder body(byte[] body) {
            this.body = body.clone();
            return this;
        }

        /** Sets how long the whole call may take; 30 seconds unless set. */
        public Builder timeout(Duration timeout) {
            Require.that(!timeout.isNegative() && !timeout.isZero(), "timeout", timeout, "longer than zero");
            this.timeout = timeout;
            return this;
        }

        /** Says whether sending it twice is harmless, as for a query sent by POST. */
        public Builder repeatable(boolean repeatable) {
            this.repeatable = repeatable;
            return this;
        }

        /** The call. */
        public HttpCall build() {
            return new HttpCall(this);
        }
    }
}
