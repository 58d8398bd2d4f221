package io.gwms.audit.okhttp;

import io.gwms.transport.WireAttempt;
import java.net.InetSocketAddress;
import java.time.Duration;
import okhttp3.Connection;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * One request on the wire as it was heard.
 *
 * @param after nanoseconds from the beginning of the call
 * @param took nanoseconds until the head of its reply was there, or until it failed
 * @param failure the class of what ended it
 */
record HeardAttempt(
        long after,
        long took,
        String method,
        HttpUrl url,
        int status,
        @Nullable InetSocketAddress address,
        @Nullable Protocol protocol,
        @Nullable Class<? extends Throwable> failure) {

    static HeardAttempt of(
            long after,
            long took,
            String method,
            HttpUrl url,
            int status,
            @Nullable Connection connection,
            @Nullable Throwable failure) {
        return new HeardAttempt(
                after,
                took,
                method,
                url,
                status,
                connection == null ? null : connection.route().socketAddress(),
                connection == null ? null : connection.protocol(),
                failure == null ? null : failure.getClass());
    }

    WireAttempt toWire() {
        return new WireAttempt(
                Duration.ofNanos(after),
                Duration.ofNanos(took),
                method,
                url.toString(),
                status,
                peer(),
                failure == null ? "" : failure.getName());
    }

    @Override
    public String toString() {
        return method + " " + url.host();
    }

    private String peer() {
        if (address == null) {
            return "";
        }
        String host = address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return host + ":" + address.getPort() + " " + protocol;
    }
}
