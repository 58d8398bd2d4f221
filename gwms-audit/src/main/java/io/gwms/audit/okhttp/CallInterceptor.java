package io.gwms.audit.okhttp;

import io.gwms.transport.WireLog;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Outermost: one record for each call, whatever happens beneath. */
final class CallInterceptor implements Interceptor {
    private static final Logger LOG = LoggerFactory.getLogger(CallInterceptor.class);
    private static final int SWITCHING_PROTOCOLS = 101;

    private final AuditInterceptors all;

    CallInterceptor(AuditInterceptors all) {
        this.all = all;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        AuditedCall audited = request.tag(WireLog.class) != null ? null : begin(chain, request);
        if (audited == null) {
            return chain.proceed(request);
        }
        Response response;
        try {
            response = chain.proceed(request);
        } catch (Throwable e) {
            audited.failed(e);
            throw e;
        }
        return watched(response, audited);
    }

    private @Nullable AuditedCall begin(Chain chain, Request request) {
        try {
            return all.begin(chain.call(), request);
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .setMessage("A call could not be recorded; it goes on without its record")
                    .addKeyValue("failure", e.getClass().getName())
                    .log();
            return null;
        }
    }

    private static Response watched(Response response, AuditedCall audited) {
        try {
            audited.answered(response);
            if (!promisesBody(response)) {
                audited.finish();
                return response;
            }
            ResponseBody body = response.body();
            return response.newBuilder().body(new WatchedReply(body, audited)).build();
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .setMessage("A reply could not be watched; it goes on without its record")
                    .addKeyValue("failure", e.getClass().getName())
                    .log();
            return response;
        }
    }

    /** Whether bytes may follow the head; a reply that has none need not be closed, so its record ends here. */
    private static boolean promisesBody(Response response) {
        int code = response.code();
        if (response.request().method().equals("HEAD") || code == SWITCHING_PROTOCOLS) {
            return false;
        }
        boolean bodiless = code < 200 || code == 204 || code == 304;
        long length = response.body().contentLength();
        return length > 0 || (length < 0 && !bodiless);
    }
}
