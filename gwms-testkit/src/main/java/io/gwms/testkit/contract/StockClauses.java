package io.gwms.testkit.contract;

import static io.gwms.testkit.contract.PlatformScene.done;
import static io.gwms.testkit.contract.PlatformScene.only;
import static io.gwms.testkit.contract.PlatformScene.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StockSupport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.CallAction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 12: a level is set as it was said, and never over another than the one that was expected. */
abstract class StockClauses extends PlatformClauses {
    private static final String SKU = "SKU-1";

    @Test
    @DisplayName("12.1 a level that is pushed is shown there, and told back")
    public void levelIsShown() {
        scene.stage.listSku(SKU, 4);

        assertThat(done(push(7, 4L)).pieces()).isEqualTo(7);
        assertThat(scene.stage.stockOf(SKU)).isEqualTo(7);
        assertThat(done(push(0, 7L)).pieces()).as("nothing left").isZero();
        assertThat(scene.stage.stockOf(SKU)).isZero();
    }

    @Test
    @DisplayName("12.2 a level that expects another than is shown is refused, and nothing changes")
    public void staleExpectationIsRefused() {
        assumeTrue(scene.can().stock() == StockSupport.COMPARE_AND_SET, "the platform compares nothing");
        scene.stage.listSku(SKU, 4);

        assertThat(refusalOf(push(7, 5L)).code()).isEqualTo(RefusalCode.CHANGED_MEANWHILE);
        assertThat(scene.stage.stockOf(SKU)).isEqualTo(4);
    }

    @Test
    @DisplayName("12.3 a level whose reply is lost is unknown, and was sent once")
    public void lostReplyIsUnknown() {
        scene.stage.listSku(SKU, 4);
        scene.transport.onWrites(Fault.lostReply());

        assertThat(push(7, 4L)).isInstanceOf(Outcome.Unknown.class);
        scene.wrote(1);
        assertThat(scene.stage.stockOf(SKU)).isEqualTo(7);
    }

    @Test
    @DisplayName("12.4 a SKU that is not listed is refused, and the others are set")
    public void verdictForEachElement() {
        scene.stage.listSku(SKU, 4);
        PushStock both = new PushStock(
                scene.session(CallAction.STOCK_PUSH),
                List.of(new PushStock.Level("k0", "NO-SUCH-SKU", 1, null), new PushStock.Level("k1", SKU, 7, null)));

        List<Outcome<ShownStock>> outcomes = scene.connector.pushStock(both);

        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    @DisplayName("12.5 what is read is what is shown, and reading writes nothing")
    public void whatIsReadIsShown() {
        assumeTrue(scene.can().canReadStock(), "no reading of stock is declared");
        scene.stage.listSku(SKU, 4);

        assertThat(done(only(scene.connector.readStock(new ReadStock(
                                scene.session(CallAction.STOCK_PUSH), List.of(new ReadStock.Item(SKU, ""))))))
                        .pieces())
                .isEqualTo(4);
        scene.wrote(0);
    }

    private Outcome<ShownStock> push(long sellable, @Nullable Long expected) {
        PushStock.Level level = new PushStock.Level("stock:" + sellable, SKU, sellable, expected);
        return only(scene.connector.pushStock(new PushStock(scene.session(CallAction.STOCK_PUSH), List.of(level))));
    }
}
