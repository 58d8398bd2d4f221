package io.gwms.audit.okhttp;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Innermost: notes each request on the wire and watches its body leave, as it is sent. */
final class AttemptInterceptor implements Interceptor {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptInterceptor.class);

    private final AuditInterceptors all;

    AttemptInterceptor(AuditInterceptors all) {
        this.all = all;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        AuditedCall audited = all.of(chain.call());
        if (audited == null) {
            return chain.proceed(request);
        }
        Request watched = watched(request, audited);
        long start = System.nanoTime();
        Response response;
        try {
            response = chain.proceed(watched);
        } catch (Throwable e) {
            note(audited, chain, start, 0, e);
            throw e;
        }
        note(audited, chain, start, response.code(), null);
        return watched == request ? response : asSent(response, request);
    }

    /** What goes wrong here is not the call's matter. */
    private static void note(AuditedCall audited, Chain chain, long start, int status, @Nullable Throwable failure) {
        try {
            audited.attempted(chain.request(), chain.connection(), start, status, failure);
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .setMessage("An attempt could not be noted; its call goes on without it")
                    .addKeyValue("failure", e.getClass().getName())
                    .log();
        }
    }

    private static Request watched(Request request, AuditedCall audited) {
        audited.sending(request);
        RequestBody body = request.body();
        if (body == null || body.isDuplex()) {
            return request;
        }
        return request.newBuilder()
                .method(request.method(), new WatchedRequest(body, audited.sent()))
                .build();
    }

    /** What repeats or redirects the call looks at the body's kind, so it must see the body it gave. */
    private static Response asSent(Response response, Request request) {
        return response.newBuilder().request(request).build();
    }
}
