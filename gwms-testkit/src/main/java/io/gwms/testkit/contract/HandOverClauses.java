package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.RemoteOrder;
import io.gwms.testkit.transport.FaultyTransport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules 2, 3, 4, 8 and 9 where an outbound order is handed over. */
abstract class HandOverClauses extends WarehouseClauses {
    @Test
    @DisplayName("2.1 a create whose reply is lost, torn, empty, no JSON or a 5xx is unknown")
    public void unclearCreateIsUnknown() {
        for (Trouble trouble : WarehouseScene.UNCLEAR) {
            String reference = "R-" + trouble;
            Outcome<RemoteOrder> outcome = scene.create(scene.troubled(trouble), scene.stage.outbound(reference));

            assertThat(outcome).as(trouble.name()).isInstanceOf(Outcome.Unknown.class);
            assertThat(scene.stage.ordersOf(reference))
                    .as("the order exists all the same")
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName("2.2 a create that never left is refused")
    public void whatNeverLeftIsRefused() {
        Outcome<RemoteOrder> outcome = scene.create(scene.troubled(Trouble.NEVER_LEFT), scene.stage.outbound("R-1"));

        assertThat(WarehouseScene.codeOf(outcome)).contains(RefusalCode.NOT_SENT);
        assertThat(scene.stage.ordersOf("R-1")).isZero();
    }

    @Test
    @DisplayName(
            "2.5 «called too often» is RATE_LIMITED for now, for as long as it says, so that waiting costs no attempt")
    public void calledTooOftenIsToldAsThat() {
        assertRateLimited(scene.create(scene.tooOften(), scene.stage.outbound("R-1")));
        if (scene.can().findByReference()) {
            assertRateLimited(scene.find(scene.tooOften(), "R-1"));
        }
        assertThat(scene.stage.ordersOf("R-1")).isZero();
    }

    private static void assertRateLimited(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.refusal().code()).as("%s", outcome).isEqualTo(RefusalCode.RATE_LIMITED);
            assertThat(refused.refusal().isTemporary())
                    .as("%s is temporary", outcome)
                    .isTrue();
            refused.refusal()
                    .retryAfter()
                    .ifPresent(wait ->
                            assertThat(wait).isBetween(WarehouseScene.WAIT, WarehouseScene.WAIT.plusSeconds(1)));
        });
    }

    @Test
    @DisplayName("3.1 an HTTP 200 is no success: the parsed reply is")
    public void statusIsNoVerdict() {
        assertThat(scene.create(scene.troubled(Trouble.ERROR_BODY), scene.stage.outbound("R-2")))
                .isNotInstanceOf(Outcome.Done.class);
        assertThat(WarehouseScene.codeOf(scene.create(scene.session(), scene.stage.refusedOutbound("R-3"))))
                .as("an order that is surely refused")
                .isPresent();
        assertThat(scene.stage.ordersOf("R-3")).isZero();
    }

    @Test
    @DisplayName("4.1 a second order of one reference ends as declared")
    public void duplicateEndsAsDeclared() {
        RemoteOrder first = scene.created("R-1");

        Outcome<RemoteOrder> again = scene.create(scene.session(), scene.stage.outbound("R-1"));

        switch (scene.can().duplicates()) {
            case REFUSED -> {
                assertThat(WarehouseScene.codeOf(again))
                        .as("REFUSED is declared, and a second create of R-1 gave %s", again)
                        .contains(RefusalCode.DUPLICATE_REFERENCE);
                assertThat(scene.stage.ordersOf("R-1")).isEqualTo(1);
            }
            case FIRST_AGAIN -> {
                assertThat(WarehouseScene.done(again).thirdPartyNo()).isEqualTo(first.thirdPartyNo());
                assertThat(scene.stage.ordersOf("R-1")).isEqualTo(1);
            }
            case SECOND_ORDER -> assertThat(scene.stage.ordersOf("R-1")).isPositive();
        }
    }

    @Test
    @DisplayName("8.1 each element has one verdict, in the order asked")
    public void oneVerdictForEach() {
        var request = new CreateOutbounds(
                scene.session(),
                List.of(scene.stage.outbound("R-1"), scene.stage.refusedOutbound("R-2"), scene.stage.outbound("R-3")));

        List<Outcome<RemoteOrder>> verdicts = scene.connector.createOutbounds(request);

        assertThat(verdicts).as("verdicts on three orders").hasSize(3);
        assertThat(WarehouseScene.done(verdicts.get(0)).reference()).isEqualTo("R-1");
        assertThat(verdicts.get(1)).isInstanceOf(Outcome.Refused.class);
        assertThat(WarehouseScene.done(verdicts.get(2)).reference()).isEqualTo("R-3");
    }

    @Test
    @DisplayName("9.1 a create is sent once, as a call that nobody below may repeat")
    public void sendsOnce() {
        for (Trouble trouble : Trouble.values()) {
            FaultyTransport line = scene.line().onWrites(trouble.fault());
            scene.create(scene.through(line), scene.stage.outbound("R-" + trouble));

            assertThat(line.writes())
                    .as("%s: creates sent, of which one that is marked as repeatable counts as none", trouble)
                    .isEqualTo(1);
        }
    }
}
