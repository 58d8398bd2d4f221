package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.transport.HttpCall.Header;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A notification as it came in over HTTP, byte for byte. Immutable.
 *
 * <p>Its {@code toString} shows neither query, headers nor body: they may hold a secret.
 */
public final class CallbackDelivery {
    private final String method;
    private final URI target;
    private final List<Header> headers;
    private final byte[] body;
    private final Instant receivedAt;

    /**
     * A delivery.
     *
     * @param method the HTTP method
     * @param target where it came to, its query as it was sent; a path alone will do
     * @param headers in the order they came; one that came several times is given several times
     * @param body the bytes before any decoding
     * @param receivedAt when it came
     */
    public CallbackDelivery(String method, URI target, List<Header> headers, byte[] body, Instant receivedAt) {
        this.method = Require.text(method, "method").toUpperCase(Locale.ROOT);
        this.target = requireNonNull(target, "target");
        this.headers = List.copyOf(headers);
        this.body = requireNonNull(body, "body").clone();
        this.receivedAt = requireNonNull(receivedAt, "receivedAt");
    }

    /** The method, in capitals. */
    public String method() {
        return method;
    }

    /** Where it came to. */
    public URI target() {
        return target;
    }

    /** Its headers, in the order they came. */
    public List<Header> headers() {
        return headers;
    }

    /** The first header of that name, whatever its case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** The bytes that came. */
    public byte[] body() {
        return body.clone();
    }

    /** When it came. */
    public Instant receivedAt() {
        return receivedAt;
    }

    @Override
    public String toString() {
        return method + " " + target.getPath() + ", " + body.length + " bytes";
    }
}
