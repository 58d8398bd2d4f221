package io.gwms.audit.okhttp;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.ForwardingSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** A request's body that shows what is written; each attempt begins anew. */
final class WatchedRequest extends RequestBody {
    private final RequestBody body;
    private final Capture capture;

    WatchedRequest(RequestBody body, Capture capture) {
        this.body = body;
        this.capture = capture;
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
        return body.contentLength();
    }

    @Override
    public boolean isOneShot() {
        return body.isOneShot();
    }

    @Override
    public boolean isDuplex() {
        return body.isDuplex();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        capture.begin();
        BufferedSink watched = Okio.buffer(new ForwardingSink(sink) {
            @Override
            public void write(Buffer source, long byteCount) throws IOException {
                capture.add(source, byteCount);
                super.write(source, byteCount);
            }
        });
        body.writeTo(watched);
        watched.emit();
        capture.complete();
    }
}
