package io.gwms.okhttp;

import io.gwms.transport.HttpCall;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** The body of a call; one-shot unless the call is repeatable, so that OkHttp never sends it twice. */
final class CallBody extends RequestBody {
    private final byte[] bytes;
    private final @Nullable MediaType type;
    private final boolean oneShot;

    private CallBody(byte[] bytes, @Nullable MediaType type, boolean oneShot) {
        this.bytes = bytes;
        this.type = type;
        this.oneShot = oneShot;
    }

    static @Nullable RequestBody of(HttpCall call) {
        boolean bodiless = call.method().equals("GET") || call.method().equals("HEAD");
        if (bodiless) {
            return null;
        }
        MediaType type = call.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Type"))
                .findFirst()
                .map(header -> MediaType.parse(header.value()))
                .orElse(null);
        return new CallBody(call.body(), type, !call.isRepeatable());
    }

    @Override
    public @Nullable MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public boolean isOneShot() {
        return oneShot;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes);
    }
}
