package io.gwms.audit.jdbc;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.ErrorKind;
import io.gwms.evidence.StatusClass;
import io.gwms.internal.Require;
import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The API log in two tables: narrow rows, and bodies that lists never touch. */
final class JdbcApiCalls implements ApiCallRepository {
    private static final int REQUEST = 0;
    private static final int RESPONSE = 1;
    private static final String ADD_CALL = """
        INSERT INTO gwms_audit_call (id, created_at, duration_ns, action, store, proxy_system, source_type, source_id,
                                     correlation, method, host, path, query, status, status_class, error,
                                     request_headers, response_headers, request_state, request_size, request_sha256,
                                     response_state, response_size, response_sha256, error_kind, retryable, direction,
                                     phase, attempts, call_count)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;
    /** What an open record cannot know yet. */
    private static final String COMPLETE_CALL = """
        UPDATE gwms_audit_call
           SET duration_ns = ?, host = ?, path = ?, query = ?, status = ?, status_class = ?, error = ?,
               request_headers = ?, response_headers = ?, request_state = ?, request_size = ?, request_sha256 = ?,
               response_state = ?, response_size = ?, response_sha256 = ?, error_kind = ?, retryable = ?, phase = ?,
               attempts = ?
         WHERE id = ? AND phase = 'OPEN'
        """;

    private static final String ADD_BODY =
            "INSERT INTO gwms_audit_body (call_id, side, content) VALUES (?, ?, ?)";

    private final Database database;

    JdbcApiCalls(Database database) {
        this.database = database;
    }

    @Override
    public void append(List<ApiCall> calls) {
        List<ApiCall> batch = calls.stream().map(StoredForm::of).toList();
        List<Object[]> rows = batch.stream().map(JdbcApiCalls::row).toList();
        database.run(tx -> {
            int[] added = tx.insertIgnoring(ADD_CALL, rows);
            List<Object[]> bodies = new ArrayList<>();
            for (int i = 0; i < added.length; i++) {
                ApiCall call = batch.get(i);
                if (added[i] != 0 || (call.phase() != CallPhase.OPEN && complete(tx, call))) {
                    addBody(bodies, call.id(), REQUEST, call.requestBody());
                    addBody(bodies, call.id(), RESPONSE, call.responseBody());
                }
            }
            tx.insertIgnoring(ADD_BODY, bodies);
        });
    }

    @Override
    public List<ApiCall> find(ApiCallQuery query) {
        return database.read(tx -> {
            Filter filter = new Filter()
                    .between("created_at", query.from(), query.to())
                    .equal(
                            "action",
                            query.action() == null ? null : query.action().value())
                    .equal("store", query.store() == null ? null : query.store().value())
                    .equal(
                            "proxy_system",
                            query.proxySystem() == null
                                    ? null
                                    : query.proxySystem().value())
                    .equal("correlation", query.correlation())
                    .equal("source_id", query.sourceId());
            query.cursor().ifPresent(id -> filter.after("created_at", createdAt(tx, id), id));
            return tx.query(
                    "SELECT * FROM gwms_audit_call" + filter.where() + " ORDER BY created_at DESC, id DESC LIMIT ?",
                    row -> call(row, "", ""),
                    filter.valuesAnd(query.limit()));
        });
    }

    @Override
    public Optional<ApiCall> get(String id) {
        return database.read(tx -> tx.queryOne(
                """
                SELECT gwms_audit_call.*, request.content AS request_body, response.content AS response_body
                  FROM gwms_audit_call
                  LEFT JOIN gwms_audit_body request ON request.call_id = id AND request.side = 0
                  LEFT JOIN gwms_audit_body response ON response.call_id = id AND response.side = 1
                 WHERE id = ?
                """,
                row -> call(
                        row,
                        Packed.text(row.bytesOrNull("request_body")),
                        Packed.text(row.bytesOrNull("response_body"))),
                id));
    }

    private static boolean complete(Tx tx, ApiCall call) {
        return tx.update(
                        COMPLETE_CALL,
                        Tx.values(
                                call.duration().toNanos(),
                                call.host(),
                                call.path(),
                                call.query(),
                                call.status(),
                                call.statusClass(),
                                call.error(),
                                Lines.joined(call.requestHeaders()),
                                Lines.joined(call.responseHeaders()),
                                call.requestBody().state(),
                                call.requestBody().size(),
                                call.requestBody().sha256(),
                                call.responseBody().state(),
                                call.responseBody().size(),
                                call.responseBody().sha256(),
                                call.errorKind().value(),
                                call.retryable() ? 1 : 0,
                                call.phase(),
                                AttemptLines.joined(call.attempts()),
                                call.id()))
                == 1;
    }

    private static long createdAt(Tx tx, String id) {
        Optional<Long> at = tx.queryOne(
                "SELECT created_at FROM gwms_audit_call WHERE id = ?", row -> row.longValue("created_at"), id);
        Require.that(at.isPresent(), "before", id, "a record that is stored");
        return at.orElseThrow();
    }

    private static Object[] row(ApiCall call) {
        CallContext context = call.context();
        return Tx.values(
                call.id(),
                call.createdAt(),
                call.duration().toNanos(),
                context.action().value(),
                context.store().map(StoreId::value).orElse(null),
                context.proxySystem().map(ProxySystem::value).orElse(null),
                context.sourceType().orElse(null),
                context.sourceId().orElse(null),
                context.correlation().orElse(null),
                call.method(),
                call.host(),
                call.path(),
                call.query(),
                call.status(),
                call.statusClass(),
                call.error(),
                Lines.joined(call.requestHeaders()),
                Lines.joined(call.responseHeaders()),
                call.requestBody().state(),
                call.requestBody().size(),
                call.requestBody().sha256(),
                call.responseBody().state(),
                call.responseBody().size(),
                call.responseBody().sha256(),
                call.errorKind().value(),
                call.retryable() ? 1 : 0,
                call.direction(),
                call.phase(),
                AttemptLines.joined(call.attempts()),
                call.count());
    }

    private static void addBody(List<Object[]> bodies, String id, int side, CapturedBody body) {
        if (!body.text().isEmpty()) {
            bodies.add(Tx.values(id, side, Packed.bytes(body.text())));
        }
    }

    private static ApiCall call(Row row, String requestText, String responseText) {
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
                Lines.split(row.string("request_headers")),
                Lines.split(row.string("response_headers")),
                body(row, "request", requestText),
                body(row, "response", responseText),
                row.string("error"),
                new ErrorKind(row.string("error_kind")),
                row.intValue("retryable") != 0,
                row.enumValue("direction", CallDirection.class),
                row.enumValue("phase", CallPhase.class),
                AttemptLines.split(row.string("attempts")),
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
            context = CallContext.forProxy(action, new ProxySystem(proxySystem));
        }
        String sourceType = row.stringOrNull("source_type");
        String sourceId = row.stringOrNull("source_id");
        if (sourceType != null && sourceId != null) {
            context = context.about(sourceType, sourceId);
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
}
