package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteBatch;
import io.gwms.stock.BatchKey;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stock that a warehouse shows no more: a question, asked twice before it is believed. */
class GoneStockTest extends InventoryBench {
    @Test
    void aBatchThatIsMissingGoesToZeroOnlyWhenASecondSnapshotSaysSo() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC2"));
        BatchKey gone = batch("W-1", QUALIFIED, "IC1");
        House at = house(stock().batch(gone, 4).batch(batch("W-1", QUALIFIED, "IC2"), 5));

        at.gwms.step();
        assertThat(at.stock.quantity(gone)).isEqualTo(4);
        SyncTask second = sync(at);

        assertThat(at.stock.quantity(gone)).isZero();
        assertThat(lines(at, second)).extracting(ReconcileLine::rule).contains("ZERO_CONFIRMED");
    }

    @Test
    void twoSnapshotsWithinTenMinutesDoNotConfirmEachOther() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC2"));
        BatchKey gone = batch("W-1", QUALIFIED, "IC1");
        House at = house(stock().batch(gone, 4).batch(batch("W-1", QUALIFIED, "IC2"), 5));
        at.gwms.step();

        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        at.module.syncInventory(WAREHOUSE);
        at.gwms.step();

        assertThat(at.stock.quantity(gone)).isEqualTo(4);
        sync(at);
        assertThat(at.stock.quantity(gone)).isZero();
    }

    @Test
    void aBatchThatIsBackInTheSecondSnapshotWasNeverZeroed() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC2"));
        BatchKey gone = batch("W-1", QUALIFIED, "IC1");
        House at = house(stock().batch(gone, 4).batch(batch("W-1", QUALIFIED, "IC2"), 5));
        at.gwms.step();

        warehouse.put(there("P-1", QUALIFIED, 4, 0, "IC1"));
        sync(at);
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 5, 0, "IC2")));
        sync(at);

        assertThat(at.stock.quantity(gone))
                .as("missing once, back, missing once")
                .isEqualTo(4);
    }

    @Test
    void whatTheWarehouseStillShowsWhenAskedDirectlyIsNotZeroed() {
        RemoteBatch hidden = there("P-1", QUALIFIED, 4, 0, "IC1");
        RemoteBatch other = there("P-1", QUALIFIED, 5, 0, "IC2");
        warehouse.put(hidden, other);
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 4).batch(batch("W-1", QUALIFIED, "IC2"), 5));
        at.gwms.step();
        Fault leavesItOut = Fault.changedBody(
                body -> body.replace("\"total\":2", "\"total\":1").replaceFirst("\\{[^{}]*IC1[^{}]*},", ""));

        transport.onReads(leavesItOut);
        assertThat(lines(at, sync(at))).extracting(ReconcileLine::rule).contains("SUSPECT");
        transport.onReads(leavesItOut);
        SyncTask contradicted = sync(at);
        assertThat(lines(at, contradicted)).extracting(ReconcileLine::rule).contains("SUSPECT");
        assertThat(contradicted.summary()).contains("did not confirm it when asked directly: [P-1]");
        transport.onReads(leavesItOut, Fault.lostReply());
        assertThat(sync(at).summary())
                .as("no answer is no confirmation")
                .contains("did not confirm it when asked directly: [P-1]");
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(4);

        warehouse.replaceStock(List.of(other));
        assertThat(lines(at, sync(at))).extracting(ReconcileLine::rule).contains("ZERO_CONFIRMED");
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isZero();
    }

    @Test
    void stockOfATypeThatTheSystemDoesNotShowIsNeverMissing() {
        BatchKey broken = batch("W-1", DEFECTIVE, "IC1");
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC2"));
        House at = house(stock().batch(broken, 4), showingQualifiedOnly(warehouse.connector()));
        at.gwms.step();

        assertThat(lines(at, sync(at))).extracting(ReconcileLine::rule).contains("MISSING_NOT_ZERO");
        sync(at);
        assertThat(at.stock.quantity(broken)).isEqualTo(4);
    }

    private static ProxyWarehouseConnector showingQualifiedOnly(ProxyWarehouseConnector connector) {
        ProxyCapabilities can = ProxyCapabilities.builder()
                .inventory(connector.capabilities().inventory().orElseThrow().toBuilder()
                        .defective(ProxyCapabilities.DefectiveCoding.NOT_TOLD)
                        .build())
                .build();
        return (ProxyWarehouseConnector) Proxy.newProxyInstance(
                GoneStockTest.class.getClassLoader(),
                new Class<?>[] {ProxyWarehouseConnector.class},
                (proxy, method, values) ->
                        method.getName().equals("capabilities") ? can : method.invoke(connector, values));
    }

    @Test
    void anEmptyAnswerNeedsAPersonHoweverOftenItComes() {
        BatchKey key = batch("W-1", QUALIFIED, "IC1");
        House at = house(stock().batch(key, 4));

        for (int round = 0; round < 3; round++) {
            SyncTask task = sync(at);
            assertThat(task.status()).isEqualTo(TaskStatus.MANUAL);
            assertThat(task.error()).contains("EMPTY");
        }
        warehouse.put(there("P-1", QUALIFIED, 1, 0, "IC9"));
        sync(at);
        assertThat(at.stock.quantity(key))
                .as("the empty answers confirm nothing")
                .isEqualTo(4);
    }

    @Test
    void anErrorBodyNeverZeroesAnything() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC2"));
        BatchKey key = batch("W-1", QUALIFIED, "IC1");
        House at = house(stock().batch(key, 4));
        List<Fault> errors = List.of(
                Fault.answer(500, "text/html", "<html>down</html>"),
                Fault.answer(200, "application/json", "{\"message\":\"internal error\"}"),
                Fault.answer(200, "application/json", "{\"ok\":true}"),
                Fault.answer(200, "application/json", "[]"),
                Fault.answer(200, "application/json", ""),
                Fault.cutBody(),
                Fault.lostReply(),
                Fault.notSent());

        for (Fault error : errors) {
            transport.onReads(error, error, error, error);
            SyncTask task = sync(at);
            assertThat(task.status()).isIn(TaskStatus.WAITING, TaskStatus.MANUAL);
        }

        assertThat(at.stock.quantity(key)).isEqualTo(4);
    }
}
