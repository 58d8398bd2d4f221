package io.gwms.audit.okhttp;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Innermost: notes each request on the wire and watches its body leave, as it is sent. */
final class AttemptInterceptor implements Interceptor {
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
        try {
            Response response = chain.proceed(watched);
            audited.attempted(request, chain.connection(), start, response.code(), null);
            return watched == request ? response : asSent(response, request);
        } catch (Throwable e) {
            audited.attempted(request, chain.connection(), start, 0, e);
            throw e;
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
