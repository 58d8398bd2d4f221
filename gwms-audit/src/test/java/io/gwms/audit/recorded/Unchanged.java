package io.gwms.audit.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.HttpUrl;

/** That what an application sends and gets is what is on the wire. */
final class Unchanged {
    private Unchanged() {}

    /** The call left as it was given; a client adds headers of its own. */
    static void sent(HttpCall call, LacedWire.Seen seen) {
        assertThat(seen.request().method()).isEqualTo(call.method());
        assertThat(seen.request().url()).isEqualTo(HttpUrl.get(call.uri().toString()));
        call.headers()
                .forEach(header -> assertThat(seen.request().headers(header.name()))
                        .as("the header %s", header.name())
                        .contains(header.value()));
        assertThat(text(seen.sent())).isEqualTo(text(call.body()));
    }

    /** The reply came as it was on the wire. */
    static void received(LacedWire.Seen seen, HttpReply reply) {
        assertThat(reply.status()).isEqualTo(seen.response().code());
        assertThat(headers(reply.headers()))
                .isEqualTo(headers(seen.response().headers().toMultimap()));
        assertThat(text(reply.body())).isEqualTo(text(seen.received()));
    }

    private static Map<String, List<String>> headers(Map<String, List<String>> headers) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        return all;
    }

    /** A character for each byte. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
