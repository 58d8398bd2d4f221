package io.gwms.audit.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.audit.AuditModule;
import io.gwms.audit.WebhookRecorder;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.ProxySession;
import io.gwms.redact.Secret;
import io.gwms.store.StoreId;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.contract.PlatformStage;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.evidence.InMemoryApiCalls;
import io.gwms.testkit.evidence.InMemoryProductSyncs;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import io.gwms.testkit.http.HostileServer;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;

/**
 * A line between a connector and the far side with the audit module of a runtime on it: at the seam, and every second
 * call in the OkHttp client as well. The far side's replies are laced with secrets beneath both.
 *
 * <p>Each call is held against what was on the wire: the recorder changed nothing. Closing sends the connector's own
 * requests once more to a hostile far side and then reads all that the audit shows: none of what was planted, of the
 * credentials, and of the people named when it was opened stands there, in any way of writing.
 */
public final class RecordedLine implements AutoCloseable {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int MOST_REPEATED = 8;

    private final Canaries canaries = new Canaries();
    private final Canaries people = new Canaries();
    private final LacedWire wire = new LacedWire(canaries);
    private final TestDatabase database;
    private final AuditModule audit;
    private final LogCapture logs = LogCapture.open();
    private final Gwms gwms;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger recorded = new AtomicInteger();
    private final Map<String, HttpCall> kinds = new LinkedHashMap<>();
    private final StringBuffer wired = new StringBuffer();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    private RecordedLine(TestDatabase database, AuditModule audit, String... people) {
        this.database = database;
        this.audit = audit;
        for (String person : people) {
            this.people.add(person, person);
        }
        System.setOut(both(out));
        System.setErr(both(err));
        OkHttpClient plain =
                new OkHttpClient.Builder().addNetworkInterceptor(wire).build();
        Transport below = OkHttpTransport.over(plain);
        this.gwms = Gwms.builder()
                .state(InMemoryState.empty())
                .evidenceDatabase(database.dataSource())
                .syncLog(InMemorySyncLog.empty())
                .snapshots(InMemorySnapshots.empty())
                .credentials(InMemoryCredentials.empty())
                .catalogue(FixedCatalogue.builder().build())
                .stock(InMemoryStockLedger.builder().build())
                .clock(InstantSource.fixed(NOON))
                .transport(call -> recorded.get() % 2 == 0
                        ? below.send(call)
                        : inClient(plain).send(copy(call, call.uri())))
                .module(audit)
                .build();
        gwms.credentials()
                .save(Credential.of(
                        CredentialOwner.store(new StoreId("canary")),
                        Map.of("token", Secret.of(LacedWire.KNOWN)),
                        Map.of()));
    }

    /** A line on which these people's data pass, none of which may be shown. */
    public static RecordedLine forData(String... people) {
        return on(TestDatabase.sqlite(), people);
    }

    /** The same, with the log in that database, which the line closes. */
    public static RecordedLine on(TestDatabase database, String... people) {
        return new RecordedLine(database, AuditModule.create(), people);
    }

    /** The same, with the log in memory. */
    public static RecordedLine inMemory(String... people) {
        AuditModule audit = AuditModule.builder()
                .calls(InMemoryApiCalls.empty())
                .productSyncs(InMemoryProductSyncs.empty())
                .build();
        return new RecordedLine(TestDatabase.sqlite(), audit, people);
    }

    /** What is printed goes on where it went, and is kept. */
    private PrintStream both(PrintStream stream) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        stream.write(b);
                        printed.write(b);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        stream.write(bytes, from, length);
                        printed.write(bytes, from, length);
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }

    private Transport inClient(OkHttpClient plain) {
        OkHttpClient.Builder client = plain.newBuilder();
        client.networkInterceptors().clear();
        audit.okHttp().install(client).addNetworkInterceptor(wire);
        return OkHttpTransport.over(client.build());
    }

    /** The same call as a host would make it, past no seam. */
    private static HttpCall copy(HttpCall call, URI uri) {
        HttpCall.Builder same = HttpCall.of(call.method(), uri, call.context())
                .timeout(call.timeout())
                .repeatable(call.isRepeatable());
        call.headers().forEach(header -> same.header(header.name(), header.value()));
        return call.bodySize() == 0 ? same.build() : same.body(call.body()).build();
    }

    /** That stage over this line; its credential is the runtime's, its deliveries are recorded as received. */
    public PlatformStage over(PlatformStage stage) {
        return (PlatformStage) Proxy.newProxyInstance(
                PlatformStage.class.getClassLoader(), new Class<?>[] {PlatformStage.class}, (proxy, method, values) -> {
                    try {
                        return passed(method.getName(), method.invoke(stage, values));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Object passed(String method, Object result) {
        if (method.equals("transport")) {
            return (Transport) this::send;
        }
        if (result instanceof Credential credential) {
            known(credential);
        }
        if (method.equals("push")) {
            ((Optional<?>) result).ifPresent(push -> delivered((PlatformStage.Push) push));
        }
        return result;
    }

    private void delivered(PlatformStage.Push push) {
        HttpCall.Builder call = HttpCall.post(push.callback(), CallContext.of(CallAction.NOTIFICATION));
        push.headers().forEach(call::header);
        delivered(call, push.body().getBytes(StandardCharsets.UTF_8));
    }

    /** That session over this line. */
    public ProxySession over(ProxySession session) {
        known(session.credential());
        return new ProxySession(
                session.route(),
                session.credential(),
                this::send,
                session.clock(),
                session.redactor(),
                session.context());
    }

    /** Records a delivery as received; the same. */
    public CallbackDelivery delivered(CallbackDelivery delivery) {
        HttpCall.Builder call = HttpCall.of(
                delivery.method(),
                URI.create("https://host.example").resolve(delivery.target()),
                CallContext.of(CallAction.NOTIFICATION));
        delivery.headers().forEach(header -> call.header(header.name(), header.value()));
        delivered(call, delivery.body());
        return delivery;
    }

    private void delivered(HttpCall.Builder call, byte[] body) {
        HttpCall delivery = call.body(body).build();
        wire.noted(delivery);
        wired.append(new String(body, StandardCharsets.UTF_8));
        audit.webhookRecorder().record(delivery, WebhookRecorder.Verdict.AUTHENTIC, 200, NOON);
    }

    private void known(Credential credential) {
        gwms.credentials().save(credential);
        credential.secrets().forEach((name, secret) -> canaries.add("the credential's " + name, secret.reveal()));
    }

    private Outcome<HttpReply> send(HttpCall call) {
        kinds.putIfAbsent(call.method() + call.uri().getRawPath(), call);
        wire.takeSeen();
        calls.incrementAndGet();
        recorded.incrementAndGet();
        Outcome<HttpReply> outcome = gwms.transport().send(call);
        List<LacedWire.Seen> seen = wire.takeSeen();
        for (LacedWire.Seen each : seen) {
            wired.append(new String(each.sent(), StandardCharsets.UTF_8))
                    .append(new String(each.received(), StandardCharsets.UTF_8));
            Unchanged.sent(call, each);
        }
        outcome.asDone().ifPresent(reply -> Unchanged.received(seen.get(seen.size() - 1), reply));
        return outcome;
    }

    /** Sends each kind of call again while the far side is at its worst, and looks at all that is shown by then. */
    @Override
    public void close() {
        endHostile();
        System.setOut(out);
        System.setErr(err);
        logs.close();
        check();
    }

    private void endHostile() {
        List<HttpCall> again = kinds.values().stream().limit(MOST_REPEATED).toList();
        HostileServer.Answer[] replies = wire.hostileReplies();
        wire.turnHostile(false);
        for (HttpCall call : again) {
            try (HostileServer server = HostileServer.start(replies)) {
                for (int i = 0; i < replies.length; i++) {
                    wired.append(send(at(server.uri(), call)));
                }
            }
        }
        wire.turnHostile(true);
        try (HostileServer server = HostileServer.start()) {
            again.forEach(call -> wired.append(send(at(server.uri(), call))));
        }
        gwms.step();
    }

    private static HttpCall at(URI server, HttpCall call) {
        String asked = call.uri().getRawPath()
                + (call.uri().getRawQuery() == null ? "" : "?" + call.uri().getRawQuery());
        return copy(call, URI.create(server + asked));
    }

    private void check() {
        try {
            String shown =
                    Shown.by(audit) + Shown.columns(database) + printed.toString(StandardCharsets.UTF_8) + logs.text();
            assertThat(audit.metrics().written()).isGreaterThanOrEqualTo(calls.get());
            assertThat(audit.metrics().lost()).isZero();
            assertThat(canaries.places()).as("where secrets stood").hasSizeGreaterThan(16);
            assertThat(canaries.in(shown)).isEmpty();
            assertThat(people.in(wired.toString()))
                    .as("people's data that passed the line")
                    .containsOnlyKeys(people.places());
            assertThat(people.in(shown)).isEmpty();
            assertThat(audit.calls().list(ApiCallQuery.newest(1))).isNotEmpty();
        } catch (SQLException e) {
            throw new AssertionError(e);
        } finally {
            gwms.close();
            database.close();
        }
    }
}
