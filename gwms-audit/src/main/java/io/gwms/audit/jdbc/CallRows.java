package io.gwms.audit.jdbc;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.ErrorKind;
import io.gwms.evidence.StatusClass;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.order.OrderId;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a call lies in the columns of its row. */
final class CallRows {
    /** A row with its contents beside it. */
    static final String WHOLE = """
        SELECT gwms_audit_call.*, gwms_audit_content.packed, gwms_audit_content.salt AS content_salt
          FROM gwms_audit_call
          LEFT JOIN gwms_audit_content ON gwms_audit_content.call_id = gwms_audit_call.id
        """;
    /** Contents that are kept, or never were. */
    static final int KEPT = 0;
    /** Contents that retention has removed. */
    static final int PURGED = 1;
    /** A call that is erased. */
    static final int ERASED = 2;

    /** The columns of a row, in the order of {@link #added}. */
    static final String COLUMNS = """
        id, created_at, action, direction, method, call_count, store, proxy_system, proxy_account, source_type, source_id,
        order_id, correlation, contents, duration_ns, host, path, query, status, status_class, error, error_kind, retryable, phase,
        request_state, request_size, request_sha256, response_state, response_size, response_sha256, row_bytes, salt
        """;
    /** Which of them are texts, numbers and bytes. */
    static final String TYPES = "tntttntttttttnntttntttnttnttntnb";

    /** What an open record cannot know yet; one that was erased meanwhile stays as it is. */
    static final String COMPLETE = """
        UPDATE gwms_audit_call
           SET duration_ns = ?, host = ?, path = ?, query = ?, status = ?, status_class = ?, error = ?, error_kind = ?,
               retryable = ?, phase = ?, request_state = ?, request_size = ?, request_sha256 = ?, response_state = ?,
               response_size = ?, response_sha256 = ?, row_bytes = ?, salt = ?
         WHERE id = ? AND phase = 'OPEN' AND contents < 2
        """;

    /** Bytes of a row besides its texts: numbers, short codes, index entries. */
    private static final int ROW_OVERHEAD = 600;

    private CallRows() {}

    /** The values of {@link #COLUMNS}. */
    static Object[] added(ApiCall call, byte @Nullable [] salt) {
        CallContext context = call.context();
        return joined(
                Tx.values(
                        call.id(),
                        call.createdAt(),
                        context.action().value(),
                        call.direction(),
                        call.method(),
                        call.count(),
                        context.store().map(StoreId::value).orElse(null),
                        context.proxySystem().map(ProxySystem::value).orElse(null),
                        context.proxyAccount().orElse(null),
                        context.sourceType().orElse(null),
                        context.sourceId().orElse(null),
                        context.order().map(OrderId::toString).orElse(null),
                        context.correlation().orElse(null),
                        KEPT),
                late(call, salt));
    }

    /** The values of {@link #COMPLETE}. */
    static Object[] completed(ApiCall call, byte @Nullable [] salt) {
        return joined(late(call, salt), Tx.values(call.id()));
    }

    private static Object[] late(ApiCall call, byte @Nullable [] salt) {
        return Tx.values(
                call.duration().toNanos(),
                call.host(),
                call.path(),
                call.query(),
                call.status(),
                call.statusClass(),
                call.error(),
                call.errorKind().value(),
                call.retryable(),
                call.phase(),
                call.requestBody().state(),
                call.requestBody().size(),
                call.requestBody().sha256(),
                call.responseBody().state(),
                call.responseBody().size(),
                call.responseBody().sha256(),
                bytes(call),
                salt);
    }

    private static Object[] joined(Object[] first, Object[] then) {
        Object[] joined = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, joined, first.length, then.length);
        return joined;
    }

    /** About how many bytes the row takes. */
    static int bytes(ApiCall call) {
        return ROW_OVERHEAD
                + call.host().length()
                + call.path().length()
                + call.query().length()
                + call.error().length();
    }

    /** The call as a list shows it. */
    static ApiCall listed(Row row) {
        return asLeft(row, call(row, Contents.EMPTY));
    }

    /** The call of a row of {@link #WHOLE}. */
    static ApiCall whole(Row row) {
        return asLeft(row, written(row));
    }

    /** The same as it was written, as far as it is still there. */
    static ApiCall written(Row row) {
        return call(row, Contents.of(row));
    }

    /** Whether nothing is left of the call of a row of {@link #WHOLE} that an erasure takes. */
    static boolean isErased(Row row) {
        ApiCall call = whole(row);
        return call.equals(call.erased()) && row.bytesOrNull("packed") == null;
    }

    private static ApiCall asLeft(Row row, ApiCall call) {
        return row.intValue("contents") == KEPT ? call : call.purged();
    }

    private static ApiCall call(Row row, Contents contents) {
        return new ApiCall(
                row.string("id"),
                row.instant("created_at"),
                context(row),
                row.string("method"),
                row.string("host"),
                row.string("path"),
                row.string("query"),
                row.intValue("status"),
                row.enumValue("status_class", StatusClass.class),
                Duration.ofNanos(row.longValue("duration_ns")),
                contents.requestHeaders(),
                contents.responseHeaders(),
                body(row, "request", contents.request()),
                body(row, "response", contents.response()),
                row.string("error"),
                new ErrorKind(row.string("error_kind")),
                row.bool("retryable"),
                row.enumValue("direction", CallDirection.class),
                row.enumValue("phase", CallPhase.class),
                contents.attempts(),
                row.longValue("call_count"));
    }

    private static CallContext context(Row row) {
        CallAction action = new CallAction(row.string("action"));
        String store = row.stringOrNull("store");
        String proxySystem = row.stringOrNull("proxy_system");
        CallContext context = CallContext.of(action);
        if (store != null) {
            context = CallContext.forStore(action, new StoreId(store));
        } else if (proxySystem != null) {
            ProxySystem system = new ProxySystem(proxySystem);
            String account = row.stringOrNull("proxy_account");
            context = account == null
                    ? CallContext.forProxy(action, system)
                    : CallContext.forProxy(action, system, account);
        }
        String sourceType = row.stringOrNull("source_type");
        String sourceId = row.stringOrNull("source_id");
        if (sourceType != null && sourceId != null) {
            context = context.about(sourceType, sourceId);
        }
        String order = row.stringOrNull("order_id");
        if (order != null) {
            context = context.forOrder(OrderId.parse(order));
        }
        String correlation = row.stringOrNull("correlation");
        return correlation == null ? context : context.correlated(correlation);
    }

    private static CapturedBody body(Row row, String side, String text) {
        return new CapturedBody(
                row.enumValue(side + "_state", State.class),
                text,
                row.longValue(side + "_size"),
                row.string(side + "_sha256"));
    }

    /** The ids of those calls, for {@code IN}. */
    static String marks(List<?> values) {
        return "(" + "?, ".repeat(values.size() - 1) + "?)";
    }
}
