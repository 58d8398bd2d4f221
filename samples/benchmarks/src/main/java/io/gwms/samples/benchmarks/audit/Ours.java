package io.gwms.samples.benchmarks.audit;

import io.gwms.Gwms;
import io.gwms.audit.AuditModule;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.transport.CallAction;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The API log of a started runtime, before a store that takes nothing down or a real one. */
final class Ours implements Contestant, AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final AuditModule audit;
    private final Gwms gwms;

    private Ours(DataSource database, @Nullable ApiCallRepository calls) {
        AuditModule.Builder builder = AuditModule.builder();
        if (calls != null) {
            builder.calls(calls);
        }
        this.audit = builder.build();
        this.gwms = Gwms.builder()
                .state(InMemoryState.empty())
                .evidenceDatabase(database)
                .syncLog(InMemorySyncLog.empty())
                .snapshots(InMemorySnapshots.empty())
                .credentials(InMemoryCredentials.empty())
                .catalogue(FixedCatalogue.builder().build())
                .stock(InMemoryStockLedger.builder().build())
                .module(audit)
                .build();
        gwms.start();
    }

    /** With a store that takes nothing down: what redaction and hand-over cost by themselves. */
    static Ours beforeNothing(Path directory) {
        return new Ours(EmbeddedDatabase.file(directory.resolve("nothing.db")), new Nothing());
    }

    /** With its records in that database. */
    static Ours in(DataSource database) {
        return new Ours(database, null);
    }

    @Override
    public String name() {
        return "GWMS audit";
    }

    @Override
    public OkHttpClient.Builder install(OkHttpClient.Builder builder) {
        return audit.okHttp().install(builder);
    }

    @Override
    public void settle() {
        audit.flush();
    }

    @Override
    public long ownNanos() {
        long nanos = 0;
        for (long id : THREADS.getAllThreadIds()) {
            var info = THREADS.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith("gwms-audit")) {
                nanos += Math.max(0, THREADS.getThreadCpuTime(id));
            }
        }
        return nanos;
    }

    /** Calls that their callers had to write themselves: with them the caller's figure would mean something else. */
    long overflowed() {
        return audit.metrics().overflowed();
    }

    @Override
    public void close() {
        gwms.close();
    }

    private static final class Nothing implements ApiCallRepository {
        @Override
        public void append(List<ApiCall> calls) {}

        @Override
        public List<ApiCall> list(ApiCallQuery query) {
            return List.of();
        }

        @Override
        public List<CallAction> actions() {
            return List.of();
        }

        @Override
        public Optional<ApiCall> find(String id) {
            return Optional.empty();
        }
    }
}
