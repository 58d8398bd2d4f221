package io.gwms.okhttp;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls with OkHttp. Every call that is not repeatable has a one-shot body, because OkHttp
 * otherwise sends a write again by itself: after a lost reply on a pooled connection, a 408, or a 503
 * that asks for it.
 *
 * <p>Redirects are not followed: they come back as replies of status 3xx. Replies are read whole, up
 * to {@value #DEFAULT_REPLY_LIMIT} bytes unless set.
 *
 * <p><b>Threads:</b> shared; blocks the caller and honours its interrupt.
 */
@Incubating
public final class OkHttpTransport implements Transport {
    private static final int DEFAULT_REPLY_LIMIT = 16 * 1024 * 1024;
    private static final int QUOTED_BYTES = 200;

    private final OkHttpClient client;
    private final long replyLimit;

    private OkHttpTransport(OkHttpClient client, long replyLimit) {
        this.client = client.newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
        this.replyLimit = replyLimit;
    }

    /** A transport over a client of its own. */
    public static OkHttpTransport create() {
        return new OkHttpTransport(new OkHttpClient(), DEFAULT_REPLY_LIMIT);
    }

    /** A transport over the host's client; shares its pools, interceptors, proxy and trust settings. */
    @SuppressWarnings("exports") // a host that passes its client has OkHttp; others must not need it
    public static OkHttpTransport over(OkHttpClient client) {
        return new OkHttpTransport(requireNonNull(client, "client"), DEFAULT_REPLY_LIMIT);
    }

    /** The same with another limit for replies, in bytes; a longer reply is an unknown outcome. */
    public OkHttpTransport withReplyLimit(long bytes) {
        Require.that(bytes >= 1024, "bytes", bytes, "1024 or more");
        return new OkHttpTransport(client, bytes);
    }

    @Override
    public Outcome<HttpReply> send(HttpCall call) {
        SendWatch watch = new SendWatch();
        Request request;
        try {
            request = request(call);
        } catch (IllegalArgumentException e) {
            return Outcome.refused(RefusalCode.INVALID_REQUEST, describe(call, e));
        }
        Call exchange = client.newBuilder()
                .callTimeout(call.timeout())
                .readTimeout(call.timeout())
                .retryOnConnectionFailure(call.isRepeatable())
                .eventListener(watch)
                .build()
                .newCall(request);
        try (Response response = exchange.execute()) {
            return reply(call, response);
        } catch (IOException e) {
            return watch.begun
                    ? Outcome.unknown(describe(call, e))
                    : Outcome.refused(Refusal.temporary(RefusalCode.NOT_SENT, describe(call, e)));
        }
    }

    private Outcome<HttpReply> reply(HttpCall call, Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(replyLimit + 1)) {
            String start = source.peek().readUtf8(QUOTED_BYTES);
            return Outcome.unknown(call + " answered HTTP " + response.code() + " with more than " + replyLimit
                    + " bytes, beginning with: " + Redactor.standard().text(start));
        }
        Buffer whole = new Buffer();
        source.readAll(whole);
        return Outcome.done(HttpReply.of(response.code(), response.headers().toMultimap(), whole.readByteArray()));
    }

    private static Request request(HttpCall call) {
        Headers.Builder headers = new Headers.Builder();
        call.headers().forEach(header -> headers.addUnsafeNonAscii(header.name(), header.value()));
        return new Request.Builder()
                .url(call.uri().toString())
                .headers(headers.build())
                .method(call.method(), CallBody.of(call))
                .build();
    }

    private static String describe(HttpCall call, Exception e) {
        String message =
                e.getMessage() == null ? "" : ": " + Redactor.standard().text(e.getMessage());
        return call + " failed with " + e.getClass().getSimpleName() + message;
    }

    /** Notes whether any byte of the request may have left. */
    private static final class SendWatch extends EventListener {
        private volatile boolean begun;

        @Override
        public void requestHeadersStart(@Nullable Call call) {
            begun = true;
        }
    }
}
