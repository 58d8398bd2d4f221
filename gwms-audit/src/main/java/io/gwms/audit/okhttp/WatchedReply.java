package io.gwms.audit.okhttp;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/** A reply's body that shows what the application reads of it; never reads ahead, never drains. */
final class WatchedReply extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    WatchedReply(ResponseBody body, AuditedCall audited) {
        this.body = body;
        this.source = Okio.buffer(new WatchedSource(body.source(), body.contentLength(), audited));
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        return source;
    }

    private static final class WatchedSource implements Source {
        private final BufferedSource inner;
        private final long promised;
        private final AuditedCall audited;
        private final Capture capture;
        private final Buffer passing = new Buffer();

        private WatchedSource(BufferedSource inner, long promised, AuditedCall audited) {
            this.inner = inner;
            this.promised = promised;
            this.audited = audited;
            this.capture = audited.received();
            capture.begin();
        }

        /** What is read passes a buffer of its own, so that its cost does not grow with what the reader holds. */
        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            long read;
            try {
                read = inner.read(passing, byteCount);
            } catch (Throwable e) {
                capture.failed();
                audited.failed(e);
                throw e;
            }
            if (read < 0) {
                capture.complete();
                audited.finish();
                return read;
            }
            capture.add(passing, read);
            sink.write(passing, read);
            return read;
        }

        @Override
        public Timeout timeout() {
            return inner.timeout();
        }

        @Override
        public void close() throws IOException {
            if (capture.size() == promised) {
                capture.complete();
            }
            try {
                inner.close();
            } finally {
                audited.finish();
            }
        }
    }
}
