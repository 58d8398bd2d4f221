package io.gwms.audit;

import io.gwms.ModuleSetup;
import io.gwms.catalogue.Catalogue;
import io.gwms.credential.CredentialStore;
import io.gwms.evidence.CallRecorder;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.SyncLogRepository;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.OrderEvents;
import io.gwms.redact.KnownSecrets;
import io.gwms.redact.Redactor;
import io.gwms.state.StateRepository;
import io.gwms.stock.StockLedger;
import io.gwms.task.PollingPolicy;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskType;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.time.GwmsClock;
import io.gwms.transport.RecordingInterceptor;
import io.gwms.transport.Transport;
import io.gwms.transport.TransportChain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** What the audit module uses of a runtime: a clock, a database, a redactor, and a chain its recorders hang in. */
final class TestRuntime implements ModuleSetup {
    final VirtualClock time = VirtualClock.startingAt(Exchanges.NOON);
    final KnownSecrets knownSecrets = new KnownSecrets();
    private final GwmsClock clock = GwmsClock.over(time);
    private final Redactor redactor =
            Redactor.builder().knownSecrets(knownSecrets).build();
    private final DataSource evidence;
    private final Transport bottom;
    private final List<CallRecorder> recorders = new ArrayList<>();
    private final List<Consumer<Instant>> housekeeping = new ArrayList<>();
    private final List<Supplier<String>> health = new ArrayList<>();

    TestRuntime(DataSource evidence) {
        this(evidence, OkHttpTransport.create());
    }

    TestRuntime(DataSource evidence, Transport bottom) {
        this.evidence = evidence;
        this.bottom = bottom;
    }

    /** A step of a stepped runtime, as far as modules see it. */
    void step() {
        housekeeping.forEach(work -> work.accept(clock.instant()));
    }

    List<String> health() {
        return health.stream().map(Supplier::get).toList();
    }

    @Override
    public GwmsClock clock() {
        return clock;
    }

    @Override
    public DataSource evidenceDatabase() {
        return evidence;
    }

    @Override
    public Transport transport() {
        return TransportChain.of(List.of(RecordingInterceptor.of(clock, recorders)), bottom);
    }

    @Override
    public Redactor redactor() {
        return redactor;
    }

    @Override
    public void recorder(CallRecorder recorder) {
        recorders.add(recorder);
    }

    @Override
    public void housekeeping(String name, Consumer<Instant> work) {
        housekeeping.add(work);
    }

    @Override
    public void health(String name, Supplier<String> line) {
        health.add(line);
    }

    @Override
    public StateRepository state() {
        throw notNeeded();
    }

    @Override
    public SyncLogRepository syncLog() {
        throw notNeeded();
    }

    @Override
    public SnapshotRepository snapshots() {
        throw notNeeded();
    }

    @Override
    public CredentialStore credentials() {
        throw notNeeded();
    }

    @Override
    public Catalogue catalogue() {
        throw notNeeded();
    }

    @Override
    public StockLedger stock() {
        throw notNeeded();
    }

    @Override
    public OrderEvents orderEvents() {
        throw notNeeded();
    }

    @Override
    public void wakeTasks() {
        throw notNeeded();
    }

    @Override
    public void handler(TaskType type, PollingPolicy policy, TaskHandler handler) {
        throw notNeeded();
    }

    private static UnsupportedOperationException notNeeded() {
        return new UnsupportedOperationException("the audit module has no business with this");
    }
}
