package io.gwms.okhttp;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.internal.json.Excerpt;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import io.gwms.transport.WireLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Sends calls with OkHttp. Every call that is not repeatable has a one-shot body, because OkHttp
 * otherwise sends a write again by itself: after a lost reply on a pooled connection, a 408, or a 503
 * that asks for it.
 *
 * <p>Redirects are not followed: they come back as replies of status 3xx. Replies are read whole, up
 * to {@value #DEFAULT_REPLY_LIMIT} bytes unless set.
 *
 * <p><b>Threads:</b> shared; blocks the caller. An interrupted caller sends nothing; while the reply is awaited an
 * interrupt is noticed at the next byte, at the latest at the call's time-out. The flag stays set.
 */
public final class OkHttpTransport implements Transport {
    private static final int DEFAULT_REPLY_LIMIT = 16 * 1024 * 1024;
    private static final int READ_BYTES = 4096;
    private static final int QUOTED_CHARACTERS = 200;

    private final OkHttpClient client;
    private final long replyLimit;
    private final Redactor redactor;

    private OkHttpTransport(OkHttpClient client, long replyLimit, Redactor redactor) {
        this.client = client.newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
        this.replyLimit = replyLimit;
        this.redactor = redactor;
    }

    /** A transport over a client of its own. */
    public static OkHttpTransport create() {
        return new OkHttpTransport(new OkHttpClient(), DEFAULT_REPLY_LIMIT, Redactor.standard());
    }

    /** A transport over the host's client; shares its pools, interceptors, proxy and trust settings. */
    @SuppressWarnings("exports") // a host that passes its client has OkHttp; others must not need it
    public static OkHttpTransport over(OkHttpClient client) {
        return new OkHttpTransport(requireNonNull(client, "client"), DEFAULT_REPLY_LIMIT, Redactor.standard());
    }

    /** The same with another limit for replies, in bytes; a longer reply is an unknown outcome. */
    public OkHttpTransport withReplyLimit(long bytes) {
        Require.that(bytes >= 1024, "bytes", bytes, "1024 or more");
        return new OkHttpTransport(client, bytes, redactor);
    }

    /**
     * The same with another redactor for the texts of its outcomes; {@link Redactor#standard()} unless set. A runtime
     * gives its own one to the transport it makes itself.
     */
    public OkHttpTransport withRedactor(Redactor redactor) {
        return new OkHttpTransport(client, replyLimit, requireNonNull(redactor, "redactor"));
    }

    @Override
    public Outcome<HttpReply> send(HttpCall call) {
        Request request;
        try {
            request = request(call);
        } catch (Unsendable e) {
            return Outcome.refused(RefusalCode.INVALID_REQUEST, call + " cannot be sent: " + e.getMessage());
        }
        SendWatch watch = new SendWatch(call);
        Call exchange = client.newBuilder()
                .callTimeout(call.timeout())
                .readTimeout(call.timeout())
                .retryOnConnectionFailure(call.isRepeatable())
                .addNetworkInterceptor(watch)
                .build()
                .newCall(request);
        try (Response response = exchange.execute()) {
            return reply(call, exchange, response, watch);
        } catch (IOException e) {
            return failed(call, watch, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // Kotlin declares nothing: an interrupt while connecting arrives as it is
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            exchange.cancel();
            return failed(call, watch, e);
        }
    }

    private Outcome<HttpReply> failed(HttpCall call, SendWatch watch, Exception e) {
        call.wireLog().ifPresent(wire -> wire.failed(e));
        return watch.hasBegun()
                ? Outcome.unknown(describe(call, e))
                : Outcome.refused(Refusal.temporary(RefusalCode.NOT_SENT, describe(call, e)));
    }

    private Outcome<HttpReply> reply(HttpCall call, Call exchange, Response response, SendWatch watch)
            throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(replyLimit + 1)) {
            byte[] start = source.peek().readByteArray(Math.min(READ_BYTES, replyLimit));
            exchange.cancel(); // else closing would read on for a while, to use the connection again
            String shown = Excerpt.of(
                    redactor.body(start, true, response.header("Content-Type")).text(), QUOTED_CHARACTERS);
            return Outcome.unknown(call + " answered HTTP " + response.code() + " with more than " + replyLimit
                    + " bytes, beginning with: " + shown);
        }
        Buffer whole = new Buffer();
        source.readAll(whole);
        Map<String, List<String>> headers = new TreeMap<>(response.headers().toMultimap());
        watch.retryAfter().ifPresent(value -> headers.put("retry-after", List.of(value)));
        return Outcome.done(HttpReply.of(response.code(), headers, whole.readByteArray()));
    }

    /** The messages of OkHttp are not passed on: they quote values. */
    private static Request request(HttpCall call) throws Unsendable {
        HttpUrl url = HttpUrl.parse(call.uri().toString());
        if (url == null) {
            throw new Unsendable("its URL must be absolute, of http or https");
        }
        Headers.Builder headers = new Headers.Builder();
        for (HttpCall.Header header : call.headers()) {
            add(headers, header);
        }
        RequestBody body = CallBody.of(call);
        if (body == null && call.bodySize() > 0) {
            throw new Unsendable("a " + call.method() + " must have no body; use POST");
        }
        return new Request.Builder()
                .url(url)
                .headers(headers.build())
                .method(call.method(), body)
                .tag(WireLog.class, call.wireLog().orElse(null))
                .build();
    }

    private static void add(Headers.Builder headers, HttpCall.Header header) throws Unsendable {
        boolean sendable = header.value().chars().noneMatch(OkHttpTransport::endsHeader);
        try {
            if (sendable) {
                headers.addUnsafeNonAscii(header.name(), header.value());
            }
        } catch (IllegalArgumentException e) {
            sendable = false;
        }
        if (!sendable) {
            throw new Unsendable("its header '" + header.name() + "' holds a character that no header may hold");
        }
    }

    /** OkHttp lets these pass with all that is not ASCII; a line break would begin a header of its own. */
    private static boolean endsHeader(int c) {
        return (c < ' ' && c != '\t') || c == 0x7f;
    }

    private String describe(HttpCall call, Exception e) {
        String message = e.getMessage() == null ? "" : ": " + redactor.text(e.getMessage());
        return call + " failed with " + e.getClass().getSimpleName() + message;
    }

    /** A call that no server could be asked. */
    private static final class Unsendable extends Exception {
        private static final long serialVersionUID = 1L;

        private Unsendable(String why) {
            super(why, null, false, false);
        }
    }
}
