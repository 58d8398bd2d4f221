package io.gwms.okhttp;

import io.gwms.transport.HttpCall;
import io.gwms.transport.WireAttempt;
import io.gwms.transport.WireLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Stands next to the wire: notes each attempt and whether any byte of the request may have left, and hides
 * «Retry-After» of a 503 from OkHttp, which at 0 sends again what has no body to make one-shot.
 */
final class SendWatch implements Interceptor {
    private final boolean repeatable;
    private final @Nullable WireLog wire;
    private final long created = System.nanoTime();
    private volatile boolean begun;
    private volatile @Nullable String retryAfter;

    SendWatch(HttpCall call) {
        this.repeatable = call.isRepeatable();
        this.wire = call.wireLog().orElse(null);
    }

    /** Whether any byte of the request may have left. */
    boolean hasBegun() {
        return begun;
    }

    /** What was hidden from OkHttp. */
    Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        begun = true;
        Response response = wire == null ? chain.proceed(chain.request()) : noted(chain, wire);
        if (repeatable || response.code() != 503) {
            return response;
        }
        retryAfter = response.header("Retry-After");
        return response.newBuilder().removeHeader("Retry-After").build();
    }

    private Response noted(Chain chain, WireLog log) throws IOException {
        long start = System.nanoTime();
        try {
            Response response = chain.proceed(chain.request());
            log.add(attempt(chain, start, response.code(), ""));
            return response;
        } catch (Exception | Error e) {
            log.add(attempt(chain, start, 0, e.getClass().getName()));
            throw e;
        }
    }

    private WireAttempt attempt(Chain chain, long start, int status, String failure) {
        Request request = chain.request();
        return new WireAttempt(
                Duration.ofNanos(start - created),
                Duration.ofNanos(System.nanoTime() - start),
                request.method(),
                request.url().toString(),
                status,
                peer(chain.connection()),
                failure);
    }

    /** The address and protocol of a connection, as both interceptors show it. */
    static String peer(@Nullable Connection connection) {
        if (connection == null) {
            return "";
        }
        var address = connection.route().socketAddress();
        String host = address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return host + ":" + address.getPort() + " " + connection.protocol();
    }
}
