package io.gwms.audit.jdbc;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CallPhase;
import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.transport.CallAction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API log in two tables: narrow rows, and contents that lists never touch. */
final class JdbcApiCalls implements ApiCallRepository {
    private static final int IDS_AT_ONCE = 500;

    private final Transactions database;

    JdbcApiCalls(Transactions database) {
        this.database = database;
    }

    @Override
    public void append(List<ApiCall> calls) {
        List<Contents.Ready> batch = ready(calls);
        database.run(tx -> {
            Map<String, CallPhase> phases = phases(tx, batch);
            Map<String, Contents.Ready> fresh = new LinkedHashMap<>();
            Map<String, Contents.Ready> ends = new LinkedHashMap<>();
            for (Contents.Ready ready : batch) {
                String id = ready.call().id();
                CallPhase phase = ready.call().phase();
                CallPhase earlier = phases.putIfAbsent(id, phase);
                boolean completes = earlier == CallPhase.OPEN && phase != CallPhase.OPEN;
                if (completes) {
                    phases.put(id, phase);
                }
                if (earlier == null || (completes && fresh.containsKey(id))) {
                    fresh.put(id, ready); // an end that comes with its open record is all there is to keep
                } else if (completes) {
                    ends.put(id, ready);
                }
            }
            keep(tx, fresh.values(), ends.values());
        });
    }

    private static List<Contents.Ready> ready(List<ApiCall> calls) {
        try (Packer packer = new Packer()) {
            return calls.stream()
                    .map(StoredForm::of)
                    .map(call -> Contents.Ready.of(call, packer))
                    .toList();
        }
    }

    private static void keep(Tx tx, Collection<Contents.Ready> fresh, Collection<Contents.Ready> ends) {
        List<Link> links = new ArrayList<>();
        boolean chained = Chain.isOn(tx);
        fresh.forEach(ready -> links.add(Link.of(ready, chained)));
        tx.insertIgnoring(
                "gwms_audit_call",
                CallRows.COLUMNS,
                CallRows.TYPES,
                links.stream()
                        .map(link -> CallRows.added(link.call(), link.salt()))
                        .toList());
        long bytes = 0;
        for (Contents.Ready end : ends) {
            Link link = Link.of(end, chained);
            long before = bytes(tx, end.call().id());
            if (tx.update(CallRows.COMPLETE, CallRows.completed(link.call(), link.salt())) == 1) {
                tx.update(
                        "DELETE FROM gwms_audit_content WHERE call_id = ?",
                        end.call().id());
                bytes -= before;
                links.add(link);
            }
        }
        List<Object[]> contents = new ArrayList<>();
        for (Link link : links) {
            if (chained || !link.ready().contents().isEmpty()) {
                contents.add(link.ready().row(link.contentSalt()));
            }
        }
        tx.insertIgnoring("gwms_audit_content", Contents.COLUMNS, Contents.TYPES, contents);
        for (Link link : links) {
            bytes += link.ready().bytes() + CallRows.bytes(link.call());
        }
        if (chained) {
            Chain.add(tx, links);
        }
        if (bytes != 0) {
            Sizes.add(tx, bytes);
        }
    }

    /** How many bytes a call counts for. */
    private static long bytes(Tx tx, String id) {
        return tx.queryOne("""
                        SELECT row_bytes + coalesce(bytes, 0) AS bytes
                          FROM gwms_audit_call
                          LEFT JOIN gwms_audit_content ON call_id = id
                         WHERE id = ?
                        """, row -> row.longValue("bytes"), id).orElse(0L);
    }

    private static Map<String, CallPhase> phases(Tx tx, List<Contents.Ready> batch) {
        Map<String, CallPhase> phases = new HashMap<>();
        for (int from = 0; from < batch.size(); from += IDS_AT_ONCE) {
            List<String> ids = batch.subList(from, Math.min(from + IDS_AT_ONCE, batch.size())).stream()
                    .map(ready -> ready.call().id())
                    .toList();
            tx.forEach(
                    "SELECT id, phase FROM gwms_audit_call WHERE id IN " + CallRows.marks(ids),
                    row -> phases.put(row.string("id"), row.enumValue("phase", CallPhase.class)),
                    ids.toArray());
        }
        return phases;
    }

    @Override
    public List<ApiCall> list(ApiCallQuery query) {
        requireNonNull(query, "query");
        if (query.store() != null && query.proxySystem() != null) {
            return List.of(); // a call is filed under one integration, see CallContext
        }
        Filter filter = filter(query);
        return database.read(tx -> tx.query(page(filter), CallRows::listed, filter.valuesAnd(query.limit())));
    }

    static String page(Filter filter) {
        return "SELECT * FROM gwms_audit_call" + filter.where() + " ORDER BY created_at DESC, id DESC LIMIT ?";
    }

    /** The conditions of a page; shown to tests, which look at how the database goes about them. */
    static Filter filter(ApiCallQuery query) {
        Filter filter = new Filter()
                .between("created_at", query.from(), query.to())
                .equal("action", text(query.action()))
                .equal("store", text(query.store()))
                .equal("proxy_system", text(query.proxySystem()))
                .equal("proxy_account", query.proxyAccount())
                .equal("status_class", text(query.outcome()))
                .equal("direction", text(query.direction()))
                .equal("order_id", text(query.order()))
                .equal("correlation", query.correlation())
                .equal("source_type", query.sourceType())
                .equal("source_id", query.sourceId());
        return query.before() == null
                ? filter
                : filter.after(
                        "created_at",
                        query.before().at().toEpochMilli(),
                        query.before().id());
    }

    /** Ids print themselves, enums their names. */
    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    @Override
    public Optional<ApiCall> find(String id) {
        requireNonNull(id, "id");
        return database.read(tx -> tx.queryOne(CallRows.WHOLE + " WHERE id = ?", CallRows::whole, id));
    }

    /** One step down the index for each action there is, however many calls each has. */
    @Override
    public List<CallAction> actions() {
        return database.read(tx -> {
            List<CallAction> actions = new ArrayList<>();
            Optional<String> next = firstAfter(tx, "");
            while (next.isPresent()) {
                actions.add(new CallAction(next.get()));
                next = firstAfter(tx, next.get());
            }
            return actions;
        });
    }

    private static Optional<String> firstAfter(Tx tx, String action) {
        return tx.queryOne(
                "SELECT action FROM gwms_audit_call WHERE action > ? ORDER BY action LIMIT 1",
                row -> row.string("action"),
                action);
    }
}
