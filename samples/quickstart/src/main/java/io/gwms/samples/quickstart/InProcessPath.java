package io.gwms.samples.quickstart;

import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.testkit.TimeSkipping;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeControl;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.transport.Transport;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** The same path in one process, fakes included and nothing killed: for tests and benchmarks. */
public final class InProcessPath implements AutoCloseable {
    private final Path directory;
    private final Scenario scenario;
    private final Map<String, FakeHttpServer> fakes;
    private final TimeSkipping time;

    /** A path of that many orders, at most 500; what the host keeps goes into the directory. */
    public InProcessPath(Path directory, int orders, boolean trouble) {
        this.directory = directory;
        this.scenario = new Scenario(orders, trouble);
        this.fakes = QuickstartFakes.start(scenario, EffectJournal.inMemory(), EffectJournal.inMemory());
        this.time = TimeSkipping.from(Scenario.START, shop(), warehouse());
    }

    /** Goes the path, prints what the quickstart prints, and says whether all claims hold. */
    public boolean run(PrintStream out) {
        try (Host host = host(UnaryOperator.identity(), UnaryOperator.identity())) {
            new Journey(host, time, shop(), warehouse(), out).travel();
            new Tables(host, out).print();
            return new Claims(host, shop(), warehouse()).print(out);
        }
    }

    /** Goes the path and says how long it took; the wire and the database can be watched. */
    public Duration time(UnaryOperator<Transport> wire, UnaryOperator<DataSource> database, PrintStream out) {
        try (Host host = host(wire, database)) {
            long from = System.nanoTime();
            new Journey(host, time, shop(), warehouse(), out).travel();
            host.calls();
            return Duration.ofNanos(System.nanoTime() - from);
        }
    }

    /** The virtual time. */
    public Instant now() {
        return time.clock().instant();
    }

    /** Where the fakes answer: the shop, the warehouse. */
    public List<URI> uris() {
        return fakes.values().stream().map(FakeHttpServer::uri).toList();
    }

    /** The hands on the fakes: the shop's, the warehouse's. */
    public List<FakeControl> controls() {
        return fakes.values().stream().map(FakeHttpServer::control).toList();
    }

    @Override
    public void close() {
        fakes.values().forEach(FakeHttpServer::close);
    }

    private Host host(UnaryOperator<Transport> wire, UnaryOperator<DataSource> database) {
        Host host = Host.open(
                directory,
                scenario,
                time,
                uris(),
                wire.apply(OkHttpTransport.create()),
                database.apply(EmbeddedDatabase.file(directory.resolve(Host.DATABASE))));
        time.drive(host.gwms());
        return host;
    }

    private FakeControl shop() {
        return controls().get(0);
    }

    private FakeControl warehouse() {
        return controls().get(1);
    }
}
