package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.CancelRequest;
import io.gwms.order.OrderStatus;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.state.Change;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.state.FaultyState;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is in doubt is asked about, and neither sent again, called cancelled nor taken back before it is known. */
class HandOverInDoubtTest {
    private static final URI SOMEWHERE = URI.create("https://w.invalid/");
    private static final Duration SETTLED = Duration.ofMinutes(2);
    private static final Duration MORE_THAN_A_DAY = Duration.ofHours(25);

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
    private final FaultyTransport transport = FaultyTransport.over(warehouse.transport());
    private final ProxyWarehouseConnector connector = warehouse.connector();
    private House house = house(connector);

    private House house(ProxyWarehouseConnector other) {
        return new House(clock, other, SOMEWHERE, transport, House.credential(connector));
    }

    private void use(ProxyWarehouseConnector other) {
        house.close();
        house = house(other);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** The same warehouse, which can do something else; {@code create} answers in its place where it is given. */
    private ProxyWarehouseConnector able(
            ProxyCapabilities can, @Nullable Function<CreateOutbounds, Outcome<RemoteOrder>> create) {
        return (ProxyWarehouseConnector) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ProxyWarehouseConnector.class},
                (proxy, method, values) -> switch (method.getName()) {
                    case "capabilities" -> can;
                    case "createOutbounds" ->
                        create == null
                                ? method.invoke(connector, values)
                                : List.of(create.apply((CreateOutbounds) values[0]));
                    default -> method.invoke(connector, values);
                });
    }

    private static ProxyCapabilities.Builder can() {
        return ProxyCapabilities.builder().settleDelay(Duration.ofMinutes(1));
    }

    private OutboundOrder outbound(OutboundId id) {
        return house.state.warehouseOrders().outbound(id).orElseThrow();
    }

    private SyncTask create(OutboundId id) {
        return house.task(TaskType.CREATE, id.value());
    }

    private SyncTask cancel(OutboundId id) {
        return house.task(TaskType.CANCEL, id.value());
    }

    private OutboundId accepted() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        return id;
    }

    private void askToCancel() {
        house.gwms.orders().cancel(house.order("1").id());
    }

    private static Fault answer(int status, String code) {
        return Fault.answer(status, "application/json", "{\"ok\":false,\"code\":\"" + code + "\",\"text\":\"no\"}");
    }

    @Test
    void aRefusalOfTheSecondSendingForgetsNothingOfTheFirst() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        transport.onWrites((faulty, call, send) -> Outcome.unknown("lost"), answer(429, "LATER"));

        house.work(SETTLED);

        assertThat(transport.writes()).isEqualTo(2);
        SendMark mark = SendMark.of(create(id).checkpoint());
        assertThat(mark.isSent()).as("it may still take effect").isTrue();
        assertThat(mark.sends()).as("the one that was refused does not count").isEqualTo(1);
    }

    @Test
    void aRefusalOfTheOnlySendingLeavesNothingToAskAbout() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        transport.onWrites(answer(429, "LATER"));

        house.gwms.step();

        assertThat(create(id).status()).isEqualTo(TaskStatus.WAITING);
        assertThat(create(id).checkpoint()).isEmpty();
    }

    @Test
    void aSystemThatCannotBeAskedByReferenceIsNeverSentASecondOne() {
        use(able(can().build(), null));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        transport.onWrites(Fault.lostReply());

        house.work(MORE_THAN_A_DAY);

        assertThat(transport.writes()).isEqualTo(1);
        assertThat(create(id).manualReason()).isEqualTo(ManualReason.OUTCOME_UNKNOWN);
        assertThat(SendMark.of(create(id).checkpoint()).isSent()).isTrue();
    }

    @Test
    void ofASystemThatGivesTheFirstOrderAgainTheLinesAreCompared() {
        use(able(
                can().findByReference()
                        .duplicates(ProxyCapabilities.DuplicateModel.FIRST_AGAIN)
                        .build(),
                asked -> Outcome.done(
                        RemoteOrder.builder(asked.outbounds().get(0).reference(), "W7", RemoteStatus.IN_WORK, "NEW")
                                .lines(List.of(new RemoteOrder.Line("P-1", 7, 0)))
                                .build())));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);

        house.work(Duration.ZERO);

        assertThat(create(id).manualReason()).isEqualTo(ManualReason.REJECTED);
        assertThat(create(id).error()).contains("other lines");
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.CREATED);
    }

    @Test
    void aWishThatComesWhileTheSendingIsPreparedSendsNothing() {
        house.close();
        AtomicReference<@Nullable House> watched = new AtomicReference<>();
        List<String> wishes = new ArrayList<>();
        FaultyState state = FaultyState.of(InMemoryState.empty(), (changes, commit) -> {
            House here = watched.get();
            boolean isPrepared = changes.stream()
                    .anyMatch(change -> change instanceof Change.SaveOutbound save
                            && !save.outbound().sentAs().isEmpty());
            if (here != null && isPrepared && wishes.isEmpty()) {
                wishes.add("asked");
                here.gwms.orders().cancel(here.order("1").id());
            }
            return commit.apply(changes);
        });
        house = new House(
                clock,
                connector,
                SOMEWHERE,
                transport,
                House.credential(connector),
                InMemoryStockLedger.builder().managedLocations(House.WAREHOUSE).build(),
                state);
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        watched.set(house);

        house.work(SETTLED);

        assertThat(wishes).hasSize(1);
        assertThat(transport.writes()).isZero();
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.CANCELLED);
    }

    @Test
    void anOrderWithoutItsTrackingNumberIsFollowedUntilItHasOne() {
        OutboundId id = accepted();
        warehouse.ship(id.value());
        Fault withoutNumber = Fault.changedBody(body -> body.replace("T-" + id, ""));
        transport.onReads(withoutNumber, withoutNumber);

        house.work(Duration.ofMinutes(31));
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(create(id).status()).isEqualTo(TaskStatus.WAITING);
        house.work(MORE_THAN_A_DAY);

        assertThat(create(id).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(house.order("1").shipments())
                .singleElement()
                .satisfies(shipment -> assertThat(shipment.trackingNumber()).isEqualTo("T-" + id));
    }

    @Test
    void aSystemThatTakesNoCancellationsIsNotAskedForOne() {
        use(able(
                can().findByReference()
                        .cancel(ProxyCapabilities.CancelModel.NONE)
                        .build(),
                null));
        OutboundId id = accepted();
        int writes = transport.writes();

        askToCancel();
        house.work(Duration.ZERO);

        assertThat(transport.writes()).isEqualTo(writes);
        assertThat(cancel(id).error()).contains("takes no cancellations");
        assertThat(house.order("1").cancelRequest()).isEqualTo(CancelRequest.REFUSED);
    }

    @Test
    void aCancelThatDoesNotGetThroughIsStillWished() {
        OutboundId id = accepted();
        transport.onWrites(answer(401, RefusalCode.NOT_AUTHORIZED.value()));

        askToCancel();
        house.gwms.step();

        assertThat(cancel(id).status()).isEqualTo(TaskStatus.WAITING);
        assertThat(house.order("1").cancelRequest()).isEqualTo(CancelRequest.BY_OPERATOR);
        house.work(SETTLED.plusHours(1));
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void anOrderThatWasAcceptedAndIsNotShownIsNotCalledCancelled() {
        OutboundId id = accepted();
        Fault nothing = Fault.changedBody(body -> "{\"ok\":true,\"order\":null}");
        for (int i = 0; i < 200; i++) {
            transport.onReads(nothing);
        }

        askToCancel();
        house.work(MORE_THAN_A_DAY);

        assertThat(cancel(id).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(cancel(id).error()).contains("does not show it any more");
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.ACCEPTED);
        assertThat(house.order("1").status()).isNotEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void aQueryEndsNothingThatItsCreateTaskIsStillToHandOver() {
        OutboundId id = house.dispatched("1", "MUG-ODD", 3);
        house.work(Duration.ZERO);
        assertThat(create(id).manualReason()).isEqualTo(ManualReason.MAPPING);

        TaskId query = house.module.query(id);
        house.work(MORE_THAN_A_DAY.plusDays(1));

        assertThat(house.state.tasks().find(query).orElseThrow().status()).isEqualTo(TaskStatus.WAITING);
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.CREATED);
    }

    @Test
    void labelsGoWithTheOrderToASystemThatTakesThem() {
        List<LabelPdf> sent = new ArrayList<>();
        use(able(can().findByReference().labels().build(), asked -> {
            sent.addAll(asked.outbounds().get(0).labels());
            return Outcome.refused(RefusalCode.OUT_OF_STOCK, "no");
        }));
        LabelPdf label = new LabelPdf("l.pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.state.commit(List.of(new Change.AddLabels(id, List.of(label))));

        house.work(Duration.ZERO);

        assertThat(sent).extracting(LabelPdf::fileName).containsExactly("l.pdf");
    }
}
