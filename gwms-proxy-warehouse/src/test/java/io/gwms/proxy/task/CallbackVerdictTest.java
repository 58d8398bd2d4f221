package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.evidence.CallDirection;
import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import io.gwms.outbound.OutboundId;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.CallbackNotice;
import io.gwms.proxy.CallbackReply;
import io.gwms.proxy.CallbackVerdict;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.ReadCallback;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.StatusCallbacks;
import io.gwms.redact.Secret;
import io.gwms.task.BusinessType;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskType;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.time.VirtualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A notification is answered and put on record whatever a connector makes of it, and counts for its account alone. */
class CallbackVerdictTest {
    private static final Secret TOKEN = Secret.of("a-secret-token");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
    private Function<ReadCallback, CallbackVerdict> reads =
            delivery -> callbacks().read(delivery);
    private final House house = House.of(clock, reading(), warehouse.transport());

    @AfterEach
    void close() {
        house.close();
    }

    private StatusCallbacks callbacks() {
        return warehouse.connector().callbacks().orElseThrow();
    }

    /** The same connector, whose reading the test may replace, and which calls each delivery it rejects a bad one. */
    private ProxyWarehouseConnector reading() {
        StatusCallbacks other = new StatusCallbacks() {
            @Override
            public CallbackVerdict read(ReadCallback delivery) {
                return reads.apply(delivery);
            }

            @Override
            public CallbackReply reply(CallbackVerdict verdict) {
                return CallbackReply.empty(verdict instanceof CallbackVerdict.Authentic ? 200 : 400);
            }
        };
        return (ProxyWarehouseConnector) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ProxyWarehouseConnector.class},
                (proxy, method, values) -> method.getName().equals("callbacks")
                        ? Optional.of(other)
                        : method.invoke(warehouse.connector(), values));
    }

    private CallbackReply receive(String account, CallbackDelivery delivery) {
        return house.module.receive(ScriptedWarehouse.SYSTEM, account, delivery);
    }

    private List<String> verdicts() {
        return house.recorded.stream()
                .filter(call -> call.direction() == CallDirection.INCOMING)
                .map(row -> row.errorKind().value())
                .toList();
    }

    @Test
    void whatAConnectorFailsToReadIsUnreadableAndOnRecord() {
        reads = delivery -> {
            throw new IllegalStateException("a bug");
        };

        assertThat(receive("acme", warehouse.notification(TOKEN, "n-1", "1", false))
                        .status())
                .isEqualTo(400);
        assertThat(verdicts()).containsExactly("UNREADABLE");
    }

    @Test
    void whatLacksItsSecretHereComesAgainWhateverTheConnectorWouldAnswer() {
        reads = delivery -> new CallbackVerdict.Rejected(CallbackVerdict.Why.NO_SECRET, "no token");

        assertThat(receive("acme", warehouse.notification(TOKEN, "n-1", "1", false))
                        .status())
                .isEqualTo(503);
        assertThat(verdicts()).containsExactly("NO_SECRET");
    }

    @Test
    void whatCannotBeTakenInJustNowComesAgainAndIsOnRecord() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        CallbackDelivery delivery = warehouse.notification(TOKEN, "n-1", id.value(), false);

        house.lockCredentials(true);
        assertThat(receive("acme", delivery).status()).isEqualTo(503);
        house.lockCredentials(false);
        house.routes.outOfReach(true);
        assertThat(receive("acme", delivery).status()).isEqualTo(503);

        house.routes.outOfReach(false);
        assertThat(receive("acme", delivery).status()).isEqualTo(200);
        assertThat(verdicts()).containsExactly("NOT_JUDGED", "NOT_STORED", "");
    }

    @Test
    void theSameIdOfAnotherAccountIsAnotherEvent() {
        Credential kept = House.credential(warehouse.connector());
        house.gwms
                .credentials()
                .save(Credential.of(
                        CredentialOwner.proxy(ScriptedWarehouse.SYSTEM, "other"),
                        Map.of("appSecret", Secret.of("test-secret-of-4px"), "token", TOKEN),
                        kept.settings()));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        warehouse.ship(id.value());
        CallbackDelivery delivery = warehouse.notification(TOKEN, "n-1", id.value(), false);

        receive("other", delivery);
        house.work(Duration.ZERO);
        assertThat(house.order("1").status()).as("no order of that account").isEqualTo(OrderStatus.PROCESSING);
        receive("acme", delivery);
        house.work(Duration.ZERO);

        assertThat(verdicts()).containsExactly("UNKNOWN_ORDER", "");
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    private CallbackReply tell(String id, CallbackNotice notice) {
        reads = delivery -> new CallbackVerdict.Authentic(id, List.of(notice));
        return receive("acme", warehouse.notification(TOKEN, id, "1", false));
    }

    private static CallbackNotice shipped(OutboundId id) {
        RemoteOrder told = RemoteOrder.builder(id.value(), "W1", RemoteStatus.SHIPPED, "SENT")
                .lines(List.of(new RemoteOrder.Line("P-1", 3, 3)))
                .trackingNumber("T-TOLD")
                .build();
        return new CallbackNotice(BusinessType.OUTBOUND, id.value(), "W1", "SENT", told);
    }

    @Test
    void whatTellsMoreThanALookUpIsBooked() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);

        assertThat(tell("n-1", shipped(id)).status()).isEqualTo(200);

        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(house.order("1").shipments())
                .extracting(Shipment::trackingNumber)
                .containsExactly("T-TOLD");
    }

    @Test
    void whatTellsMoreThanALookUpOfAnOrderThatIsNotKnownAsAcceptedComesAgain() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);

        assertThat(tell("n-1", shipped(id)).status()).isEqualTo(503);
        assertThat(house.order("1").shipments()).isEmpty();
        house.work(Duration.ZERO);
        assertThat(tell("n-1", shipped(id)).status()).isEqualTo(200);

        assertThat(verdicts()).containsExactly("TOO_EARLY", "");
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void aHintIsNeverTooEarly() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);

        assertThat(tell("n-1", new CallbackNotice(BusinessType.OUTBOUND, id.value(), "", ""))
                        .status())
                .isEqualTo(200);
        assertThat(verdicts()).containsExactly("");
    }

    @Test
    void anOrderIsFoundByItsNumberOverThereAndIsTheOnlyOneLookedAt() {
        OutboundId first = house.dispatched("1", "MUG-BLUE", 3);
        OutboundId second = house.dispatched("2", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        warehouse.ship(first.value());
        warehouse.ship(second.value());
        String number =
                house.state.warehouseOrders().outbound(second).orElseThrow().thirdPartyNo();

        tell("n-1", new CallbackNotice(BusinessType.OUTBOUND, "", number, ""));
        house.work(Duration.ZERO);

        assertThat(house.order("2").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.PROCESSING);
        assertThat(house.gwms.tasks().list(TaskQuery.newest(9).withType(TaskType.QUERY)))
                .as("its create task follows it")
                .isEmpty();
    }
}
