package io.gwms.platform.makro;

import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.platform.StoreSession;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.contract.PlatformStage;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.makro.FakeMakro;
import io.gwms.testkit.makro.MakroItem;
import io.gwms.testkit.makro.MakroPush;
import io.gwms.testkit.makro.MakroShipment;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.Transport;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A shop at the fake Makro, over real HTTP, with an access token fetched as the engine fetches it. */
final class MakroStage implements PlatformStage, AutoCloseable {
    static final URI CALLBACK = URI.create("https://host.example/hooks/makro");
    private static final StoreId STORE = new StoreId("acme-za");

    final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    final FakeMakro makro = FakeMakro.builder().clock(clock).build();
    final FaultyTransport transport = FaultyTransport.over(OkHttpTransport.create());
    private final FakeHttpServer server = FakeHttpServer.start(makro);
    private int ours;

    static MakroConnector connector() {
        return MakroConnector.builder().experimental().pageSize(4).build();
    }

    StoreSession session() {
        return session(credential(), transport);
    }

    StoreSession session(Credential credential, Transport transport) {
        return new StoreSession(
                store(),
                credential,
                transport,
                clock,
                Redactor.standard(),
                CallContext.forStore(CallAction.ORDER_FETCH, STORE));
    }

    @Override
    public Store store() {
        return Store.of(STORE, "Acme ZA", PlatformType.MAKRO, server.uri());
    }

    @Override
    public Credential credential() {
        ours++;
        return connector()
                .refreshCredential(session(firstCredential("makro-secret"), OkHttpTransport.create()))
                .asDone()
                .orElseThrow();
    }

    static Credential firstCredential(String secret) {
        return MakroConnector.credential(STORE, "makro-app", secret);
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public String number(int n) {
        return "OD43" + n;
    }

    @Override
    public void addOrder(String number, int pieces) {
        makro.seed(MakroShipment.of("S-" + number, number, MakroItem.of("SKU-1", pieces)));
    }

    @Override
    public void changeOrder(String number) {
        makro.touch(number);
    }

    @Override
    public int shipmentsOf(String number) {
        return makro.dispatched(number).size();
    }

    @Override
    public boolean isCancelled(String number) {
        return makro.statusOf("S-" + number).equals("CANCELLED");
    }

    @Override
    public void listSku(String sku, long shown) {
        makro.list(sku, "LOC1", shown);
    }

    @Override
    public long stockOf(String sku) {
        return makro.stockOf(sku, "LOC1");
    }

    @Override
    public void killToken() {
        makro.expireTokens();
    }

    @Override
    public int refreshes() {
        return makro.refreshes() - ours;
    }

    @Override
    public Optional<UnaryOperator<String>> spoil(String number) {
        return Optional.of(body ->
                body.replaceAll("(\"orderItemId\":\"S-" + number + "-1\"[^}]*?\"quantity\":)\\d+", "$1\"some\""));
    }

    @Override
    public Optional<UnaryOperator<String>> unknownWord(String word) {
        return Optional.of(body -> body.replace("\"status\":\"APPROVED\"", "\"status\":\"" + word + "\""));
    }

    @Override
    public Optional<Push> push(String number, Secret secret) {
        MakroPush push = makro.push(number, CALLBACK.toString(), secret.reveal());
        return Optional.of(new Push(CALLBACK, push.headers(), push.body()));
    }

    @Override
    public void close() {
        server.close();
    }
}
