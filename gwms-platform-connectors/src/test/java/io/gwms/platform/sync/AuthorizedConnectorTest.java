package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.credential.CredentialOwner;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AcknowledgeOrders;
import io.gwms.platform.AnswerCancelRequests;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.PushStock;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.platform.account.AccountNotice;
import io.gwms.redact.Secret;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.store.Authorization;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of every call, on two runtimes over one PostgreSQL. */
@OnPostgres
class AuthorizedConnectorTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedPlatform platform = ScriptedPlatform.standard();
    private final RotatingTokens desk = new RotatingTokens(platform, clock);
    private final List<Node> nodes = new ArrayList<>();

    /** A runtime whose sessions the test opens itself. */
    private final class Node implements GwmsModule {
        private final Gwms gwms;
        private @Nullable StoreSessions sessions;

        Node(TestDatabase database) {
            gwms = Gwms.builder()
                    .database(database.otherNodesDataSource())
                    .credentialKey(new byte[32])
                    .catalogue(FixedCatalogue.builder().build())
                    .stock(InMemoryStockLedger.builder().build())
                    .clock(clock)
                    .transport(desk.transport())
                    .module(this)
                    .build();
        }

        @Override
        public String name() {
            return "sessions";
        }

        @Override
        public void install(ModuleSetup setup) {
            this.sessions = new StoreSessions(setup, Map.of(STORE.platform(), desk.connector()));
        }

        Accounts accounts() {
            return Objects.requireNonNull(sessions).accounts();
        }

        PlatformConnector connector() {
            return Objects.requireNonNull(sessions).connector(STORE).orElseThrow();
        }

        StoreSession session(Store store) {
            return session(store, CallAction.ORDER_FETCH);
        }

        StoreSession session(Store store, CallAction action) {
            StateRepository state = gwms.state();
            CommitResult added = state.commit(List.of(new Change.AddTask(SampleTasks.create("any", clock.instant()))));
            SyncTask task = state.tasks()
                    .find(((CommitResult.Committed) added).tasks().get(0))
                    .orElseThrow();
            return Objects.requireNonNull(sessions)
                    .open(store, task, action, "store", store.id().value());
        }

        Outcome<OrderPage> fetch(StoreSession session) {
            TimeWindow window = new TimeWindow(clock.instant().minusSeconds(60), clock.instant());
            return connector().fetchOrders(new FetchOrders(session, OrderKind.B2C, window, null));
        }
    }

    @BeforeEach
    void start(TestDatabase database) {
        nodes.add(new Node(database));
        nodes.add(new Node(database));
        nodes.get(0).gwms.stores().save(STORE);
        assertThat(nodes.get(0).gwms.credentials().save(desk.authorized(ID, 0))).isTrue();
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.gwms.close());
    }

    @Test
    void everyMethodOfTheSpiIsPassedOn() throws Exception {
        for (Class<?> spi : List.of(PlatformConnector.class, PlatformWebhooks.class)) {
            Class<?> passing = spi == PlatformConnector.class
                    ? AuthorizedConnector.class
                    : Arrays.stream(AuthorizedConnector.class.getDeclaredClasses())
                            .filter(PlatformWebhooks.class::isAssignableFrom)
                            .findFirst()
                            .orElseThrow();
            for (Method method : spi.getMethods()) {
                assertThat(passing.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                        .as("a default of the SPI would answer «unsupported» in place of the connector")
                        .isNotNull();
            }
        }
    }

    @Test
    void readOnlyStoreMakesNoWritingCallAndSaysSo() {
        Node node = nodes.get(0);
        StoreSession session = node.session(STORE.withReadOnly(true));
        PlatformConnector connector = node.connector();
        ShipmentNotice notice =
                new ShipmentNotice("key", "o", "#1", Map.of("l", 1L), "T", "DHL", "X", clock.instant(), Set.of());
        AcknowledgeOrders.Acknowledgement all =
                new AcknowledgeOrders.Acknowledgement("key", "o", List.of(new AcknowledgeOrders.Line("l", 1, 0, "")));

        List<Outcome<?>> outcomes = Stream.<List<? extends Outcome<?>>>of(
                        connector.writeShipments(new WriteShipments(session, List.of(notice))),
                        connector.acknowledge(new AcknowledgeOrders(session, List.of(all))),
                        connector.cancelOrders(new CancelOrders(session, List.of("o"), "why")),
                        connector.answerCancelRequests(new AnswerCancelRequests(
                                session, List.of(new AnswerCancelRequests.Answer("o", true, "")))),
                        connector.pushStock(new PushStock(session, List.of(new PushStock.Level("k", "SKU", 1, null)))))
                .<Outcome<?>>flatMap(List::stream)
                .toList();

        assertThat(outcomes).hasSize(5).allSatisfy(outcome -> {
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(((Outcome.Refused<?>) outcome).refusal().code()).isEqualTo(RefusalCode.READ_ONLY);
            assertThat(((Outcome.Refused<?>) outcome).refusal().isTemporary()).isTrue();
        });
        assertThat(desk.calls()).isEmpty();
    }

    @Test
    void eightThreadsWithADeadTokenMakeOneRefresh() throws Exception {
        StoreSession session = nodes.get(0).session(STORE);
        desk.endAccess();

        List<Outcome<OrderPage>> pages = atOnce(8, i -> nodes.get(0).fetch(session));

        assertThat(pages).allSatisfy(page -> assertThat(page.asDone()).isPresent());
        assertThat(desk.refreshes()).isEqualTo(1);
    }

    @Test
    void twoNodesWithADeadTokenMakeOneRefreshAndTheOtherWaitsOrHasIt() throws Exception {
        for (int round = 1; round <= 5; round++) {
            List<StoreSession> sessions =
                    nodes.stream().map(node -> node.session(STORE)).toList();
            clock.advance(RotatingTokens.LIFE);

            List<Outcome<OrderPage>> pages = atOnce(8, i -> nodes.get(i % 2).fetch(sessions.get(i % 2)));

            assertThat(desk.refreshes()).isEqualTo(round);
            assertThat(pages).allSatisfy(page -> {
                if (page instanceof Outcome.Refused<OrderPage> refused) {
                    assertThat(refused.refusal().code()).isEqualTo(RefusalCode.RATE_LIMITED);
                    assertThat(refused.refusal().retryAfter()).isPresent();
                }
            });
            assertThat(nodes)
                    .allSatisfy(node ->
                            assertThat(node.fetch(node.session(STORE)).asDone()).isPresent());
            assertThat(nodes.get(1)
                            .gwms
                            .credentials()
                            .find(CredentialOwner.store(ID))
                            .orElseThrow()
                            .secret("token"))
                    .isEqualTo(Secret.of("access-" + (round + 2)));
        }
    }

    private List<Outcome<WrittenShipment>> ship(Node node) {
        ShipmentNotice notice = new ShipmentNotice(
                "key", "id-#1", "#1", Map.of("id-#1-1", 1L), "T", "DHL", "X", clock.instant(), Set.of());
        StoreSession session = node.session(STORE, CallAction.SHIPMENT_WRITE_BACK);
        return node.connector().writeShipments(new WriteShipments(session, List.of(notice)));
    }

    @Test
    void oneThingThatTheAppMayNotDoIsPausedByItselfAndAskedAgainAfterAnHour() {
        Node node = nodes.get(0);
        platform.put(ScriptedPlatform.order("#1", "SKU-1", 1, clock.instant()));
        desk.forbid(CallAction.SHIPMENT_WRITE_BACK);

        ship(node);
        clock.advance(Duration.ofMinutes(1));
        Refusal refusal = ((Outcome.Refused<WrittenShipment>) ship(node).get(0)).refusal();
        int calls = desk.calls().size();
        clock.advance(Duration.ofMinutes(30));
        ship(node);

        assertThat(refusal.code()).isEqualTo(RefusalCode.NOT_PERMITTED);
        assertThat(refusal.isTemporary()).isTrue();
        assertThat(desk.calls()).hasSize(calls);
        assertThat(desk.refreshes()).isLessThanOrEqualTo(2);
        assertThat(node.gwms.stores().find(ID).orElseThrow().authorization()).isEqualTo(Authorization.AUTHORIZED);
        assertThat(node.fetch(node.session(STORE)).asDone()).isPresent();
        assertThat(node.accounts().notices())
                .extracting(AccountNotice::kind)
                .containsExactly(AccountNotice.Kind.PERMISSION_MISSING);

        desk.forbid(null);
        clock.advance(Duration.ofMinutes(40));
        assertThat(ship(node).get(0).asDone()).isPresent();
        assertThat(node.accounts().notices()).isEmpty();
    }

    @Test
    void freshTokenThatIsNotAcceptedIsNotRefreshedAgainAndAgain() {
        Node node = nodes.get(0);
        StoreSession session = node.session(STORE);
        desk.endAccess();
        assertThat(node.fetch(session).asDone()).isPresent();
        desk.endAccess();

        Outcome<OrderPage> refused = node.fetch(node.session(STORE));

        assertThat(((Outcome.Refused<OrderPage>) refused).refusal())
                .satisfies(refusal -> assertThat(refusal.isTemporary()).isTrue())
                .satisfies(refusal -> assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(1)));
        assertThat(desk.refreshes()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(node.fetch(node.session(STORE)).asDone()).isPresent();
    }

    /** Work of one of several threads. */
    @FunctionalInterface
    private interface Work<T> {
        T run(int thread);
    }

    private static <T> List<T> atOnce(int threads, Work<T> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch ready = new CountDownLatch(threads);
            List<Future<T>> running = IntStream.range(0, threads)
                    .mapToObj(i -> executor.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return work.run(i);
                    }))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
