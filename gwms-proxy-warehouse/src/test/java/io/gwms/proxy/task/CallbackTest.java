package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.order.OrderStatus;
import io.gwms.outbound.OutboundId;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.CallbackReply;
import io.gwms.proxy.ProxySystem;
import io.gwms.redact.Secret;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Notifications of a warehouse: forged, late, twice and out of order. */
class CallbackTest {
    private static final Secret TOKEN = Secret.of("a-secret-token");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
    private final FaultyTransport transport = FaultyTransport.over(warehouse.transport());
    private final House house = House.of(clock, warehouse.connector(), transport);

    @AfterEach
    void close() {
        house.close();
    }

    private OutboundId accepted(String number) {
        OutboundId id = house.dispatched(number, "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        return id;
    }

    private CallbackReply receive(CallbackDelivery delivery) {
        return house.module.receive(ScriptedWarehouse.SYSTEM, "acme", delivery);
    }

    private SyncTask create(OutboundId id) {
        return house.task(TaskType.CREATE, id.value());
    }

    private List<CallExchange> rows() {
        return house.recorded.stream()
                .filter(call -> call.direction() == CallDirection.INCOMING)
                .toList();
    }

    private List<String> verdicts() {
        return rows().stream().map(row -> row.errorKind().value()).toList();
    }

    @Test
    void aNotificationBooksAShipmentLongBeforeTheNextPoll() {
        OutboundId id = accepted("1");
        warehouse.ship(id.value());

        assertThat(receive(warehouse.notification(TOKEN, "n-1", id.value(), false))
                        .status())
                .isEqualTo(200);
        house.work(Duration.ZERO);

        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(create(id).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.errorKind().value()).isEmpty();
            assertThat(row.call().context().correlation())
                    .as("a row of the request log of the order's task")
                    .contains(create(id).correlation());
            assertThat(row.call().context().order()).contains(house.order("1").id());
            assertThat(row.call().context().proxyAccount()).contains("acme");
        });
    }

    @Test
    void eachDeliveryOfAnEventIsOnRecordAndTheEventCountsOnce() {
        OutboundId id = accepted("1");
        CallbackDelivery delivery = warehouse.notification(TOKEN, "n-1", id.value(), false);
        receive(delivery);
        house.work(Duration.ZERO);
        int calls = transport.calls().size();

        assertThat(receive(delivery).status()).isEqualTo(200);
        assertThat(receive(warehouse.notification(TOKEN, "n-1", id.value(), false))
                        .status())
                .isEqualTo(200);
        house.work(Duration.ZERO);

        assertThat(verdicts()).containsExactly("", "DUPLICATE", "DUPLICATE");
        assertThat(rows())
                .allSatisfy(row -> assertThat(row.call().context().correlation())
                        .contains(create(id).correlation()));
        assertThat(transport.calls()).as("no further look").hasSize(calls);
    }

    @Test
    void theIdOfAnEventThatSaysSomethingElseIsOnRecordAndLookedAtAllTheSame() {
        OutboundId first = accepted("1");
        OutboundId second = accepted("2");
        receive(warehouse.notification(TOKEN, "n-1", first.value(), false));
        warehouse.ship(second.value());

        assertThat(receive(warehouse.notification(TOKEN, "n-1", second.value(), false))
                        .status())
                .isEqualTo(200);
        house.work(Duration.ZERO);

        assertThat(verdicts()).containsExactly("", "REUSED_ID");
        assertThat(house.order("2").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void aGiantBodyIsJudgedLikeAnyOther() {
        OutboundId id = accepted("1");
        CallbackDelivery good = warehouse.notification(TOKEN, "n-1", id.value(), false);
        byte[] giant = Arrays.copyOf(good.body(), 32 << 20);
        Arrays.fill(giant, good.body().length, giant.length, (byte) ' ');

        assertThat(receive(new CallbackDelivery("POST", good.target(), good.headers(), giant, good.receivedAt()))
                        .status())
                .isEqualTo(401);
        assertThat(receive(good).status()).isEqualTo(200);

        assertThat(verdicts()).containsExactly("FORGED", "");
    }

    @Test
    void whatNobodyProvedToHaveSentChangesNothingAndIsOnRecord() {
        OutboundId id = accepted("1");
        Instant due = create(id).nextExecutionAt();
        CallbackDelivery good = warehouse.notification(TOKEN, "n-1", id.value(), false);
        byte[] longer = (new String(good.body(), StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);

        assertThat(receive(new CallbackDelivery("POST", good.target(), good.headers(), longer, good.receivedAt()))
                        .status())
                .isEqualTo(401);
        receive(warehouse.notification(Secret.of("another-token"), "n-2", id.value(), false));
        receive(new CallbackDelivery("POST", good.target(), List.of(), good.body(), good.receivedAt()));
        receive(new CallbackDelivery(
                "POST",
                good.target(),
                good.headers(),
                good.body(),
                good.receivedAt().plusSeconds(3600)));

        assertThat(verdicts()).containsExactly("FORGED", "FORGED", "UNSIGNED", "STALE");
        assertThat(create(id).nextExecutionAt()).isEqualTo(due);
        assertThat(receive(good).status()).as("and the real one still counts").isEqualTo(200);
        assertThat(verdicts()).last().isEqualTo("");
    }

    @Test
    void anOrderOfAnotherAccountOrNobodysIsNotTouched() {
        OutboundId id = accepted("1");
        receive(warehouse.notification(TOKEN, "n-1", "nobody-1", false));
        house.routes.routed(false);
        receive(warehouse.notification(TOKEN, "n-2", id.value(), false));

        assertThat(verdicts()).containsExactly("UNKNOWN_ORDER", "UNKNOWN_ORDER");
    }

    @Test
    void aSystemThatSendsNoneAndAnAccountWithoutACredentialAreAnswered() {
        CallbackDelivery delivery = warehouse.notification(TOKEN, "n-1", "x", false);
        assertThat(house.module
                        .receive(new ProxySystem("OTHER"), "acme", delivery)
                        .status())
                .isEqualTo(404);
        assertThat(house.module
                        .receive(ScriptedWarehouse.SYSTEM, "nobody", delivery)
                        .status())
                .isEqualTo(503);
        assertThat(verdicts()).containsExactly("NO_SECRET");
    }

    @Test
    void whatComesBeforeTheSecretIsStoredIsToComeAgain() {
        OutboundId id = accepted("1");
        Credential kept = House.credential(warehouse.connector());
        house.gwms.credentials().replace(Credential.of(kept.owner(), Map.of(), kept.settings()));
        CallbackDelivery delivery = warehouse.notification(TOKEN, "n-1", id.value(), false);

        assertThat(receive(delivery).status()).isEqualTo(503);
        house.gwms.credentials().replace(kept);
        assertThat(receive(delivery).status()).isEqualTo(200);
        assertThat(verdicts()).containsExactly("NO_SECRET", "");
    }

    @Test
    void inAnyOrderAndNumberTheEndIsTheSame() {
        for (int seed = 0; seed < 20; seed++) {
            String number = "S" + seed;
            OutboundId id = accepted(number);
            List<CallbackDelivery> deliveries = new ArrayList<>();
            for (int event = 0; event < 4; event++) {
                CallbackDelivery delivery = warehouse.notification(TOKEN, number + "-" + event, id.value(), false);
                deliveries.add(delivery);
                deliveries.add(delivery);
            }
            Collections.shuffle(deliveries, new Random(seed));
            receive(deliveries.get(0));
            warehouse.shipSome(id.value(), 1);
            deliveries.subList(1, 4).forEach(this::receive);
            house.work(Duration.ZERO);
            warehouse.ship(id.value());
            deliveries.subList(4, 8).forEach(this::receive);
            receive(warehouse.notification(TOKEN, number + "-last", id.value(), false));
            house.work(Duration.ZERO);

            assertThat(house.order(number).status()).as("seed %d", seed).isEqualTo(OrderStatus.SHIPPED);
            assertThat(house.order(number).shipments().stream()
                            .mapToLong(shipment -> shipment.quantities().getOrDefault("line-1", 0L))
                            .sum())
                    .isEqualTo(3);
        }
    }

    @Test
    void anOrderNobodyFollowsAnyMoreIsAskedAboutAgain() {
        OutboundId id = accepted("1");
        house.gwms.tasks().cancel(create(id).id());
        warehouse.ship(id.value());
        receive(warehouse.notification(TOKEN, "n-1", id.value(), false));
        house.work(Duration.ZERO);

        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }
}
