package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.ProxyCapabilities.CancelModel;
import io.gwms.proxy.RemoteStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 5: «cancelled», «cancelled before» and «too late» differ. */
abstract class OrderCancelClauses extends WarehouseClauses {
    @Test
    @DisplayName("5.1 an order is cancelled, and cancelling it again is no failure")
    public void cancelsOnce() {
        scene.created("R-1");

        RemoteStatus first = WarehouseScene.done(scene.cancel(scene.session(), "R-1"));
        Outcome<RemoteStatus> again = scene.cancel(scene.session(), "R-1");

        assertThat(first)
                .isIn(
                        scene.can().cancel() == CancelModel.SYNCHRONOUS
                                ? new Object[] {RemoteStatus.CANCELLED}
                                : new Object[] {RemoteStatus.CANCELLED, RemoteStatus.CANCELLING});
        assertThat(again instanceof Outcome.Done
                        || WarehouseScene.codeOf(again)
                                .filter(RefusalCode.ALREADY_DONE::equals)
                                .isPresent())
                .as("cancelling again gives %s", again)
                .isTrue();
        assertThat(scene.found("R-1").status()).isIn(RemoteStatus.CANCELLED, RemoteStatus.CANCELLING);
    }

    @Test
    @DisplayName("5.2 a cancel after the shipment is too late, and the order stays shipped")
    public void tooLateIsToldAsThat() {
        scene.created("R-2");
        scene.stage.ship("R-2");

        Outcome<RemoteStatus> late = scene.cancel(scene.session(), "R-2");

        assertThat(WarehouseScene.codeOf(late))
                .as("a cancel of what has shipped gave %s", late)
                .contains(RefusalCode.TOO_LATE);
        assertThat(scene.found("R-2").status()).isEqualTo(RemoteStatus.SHIPPED);
    }

    @Test
    @DisplayName("5.3 a cancel whose reply is unclear is unknown")
    public void unclearCancelIsUnknown() {
        for (Trouble trouble : WarehouseScene.UNCLEAR) {
            String reference = "R-" + trouble;
            scene.created(reference);
            Outcome<RemoteStatus> outcome =
                    scene.cancel(scene.through(scene.line().onWrites(trouble.fault())), reference);

            if (outcome instanceof Outcome.Done && trouble.leavesNothingToRead()) {
                assertThat(scene.found(reference).status())
                        .as("%s, of a system that answers a cancel with nothing: what is called done is done", trouble)
                        .isIn(RemoteStatus.CANCELLED, RemoteStatus.CANCELLING);
            } else {
                assertThat(outcome).as(trouble.name()).isInstanceOf(Outcome.Unknown.class);
            }
        }
    }
}
