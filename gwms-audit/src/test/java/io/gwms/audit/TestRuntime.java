package io.gwms.audit;

import io.gwms.ModuleSetup;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallRecorder;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.redact.KnownSecrets;
import io.gwms.redact.Redactor;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.time.GwmsClock;
import io.gwms.transport.RecordingInterceptor;
import io.gwms.transport.Transport;
import io.gwms.transport.TransportChain;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** What the audit module uses of a runtime: a clock, a database, a redactor, and a chain its recorders hang in. */
final class TestRuntime {
    final KnownSecrets knownSecrets = new KnownSecrets();
    private final GwmsClock clock = GwmsClock.over(VirtualClock.startingAt(Exchanges.NOON));
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

    /** The audited chain. */
    Transport transport() {
        return transport(bottom);
    }

    /** The audited chain over another transport. */
    Transport transport(Transport bottom) {
        return TransportChain.of(List.of(RecordingInterceptor.of(clock, recorders)), bottom);
    }

    /** Hands a call that was made elsewhere to the recorders. */
    void record(CallExchange exchange) {
        recorders.forEach(recorder -> recorder.record(exchange));
    }

    /** A step of a stepped runtime, as far as modules see it. */
    void step() {
        housekeeping.forEach(work -> work.accept(clock.instant()));
    }

    List<String> health() {
        return health.stream().map(Supplier::get).toList();
    }

    /** The module's view of it; anything else it asked for would be a surprise. */
    @SuppressWarnings("unchecked") // the methods' own parameter types
    ModuleSetup setup() {
        return (ModuleSetup) Proxy.newProxyInstance(
                ModuleSetup.class.getClassLoader(), new Class<?>[] {ModuleSetup.class}, (proxy, method, values) -> {
                    switch (method.getName()) {
                        case "clock":
                            return clock;
                        case "evidenceDatabase":
                            return evidence;
                        case "redactor":
                            return Redactor.builder().knownSecrets(knownSecrets).build();
                        case "recorder":
                            recorders.add((CallRecorder) values[0]);
                            return null;
                        case "housekeeping":
                            housekeeping.add((Consumer<Instant>) values[1]);
                            return null;
                        case "trace":
                            return null;
                        case "health":
                            health.add((Supplier<String>) values[1]);
                            return null;
                        default:
                            throw new UnsupportedOperationException("the audit module asked for " + method);
                    }
                });
    }
}
