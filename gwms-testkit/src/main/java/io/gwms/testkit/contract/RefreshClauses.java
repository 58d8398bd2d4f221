package io.gwms.testkit.contract;

import static io.gwms.testkit.contract.PlatformScene.done;
import static io.gwms.testkit.contract.PlatformScene.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.OrderPage;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.CallAction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 16: a credential is refreshed when it is asked for, once, and not by the connector's own will. */
abstract class RefreshClauses extends PlatformClauses {
    @Test
    @DisplayName("16.1 a token that died under eight threads is told by each, and refreshed by none")
    public void deadTokenIsToldNotRefreshed() throws Exception {
        scene.addOrder(scene.number(1001), 1);
        Credential dead = scene.stage.credential();
        scene.stage.killToken();

        for (Outcome<OrderPage> answer : eightThreads(dead)) {
            assertThat(refusalOf(answer).code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);
        }
        assertThat(scene.stage.refreshes()).as("refreshes nobody asked for").isZero();
    }

    @Test
    @DisplayName("16.2 one refresh makes one call and revives eight threads")
    public void oneRefreshRevivesAll() throws Exception {
        scene.addOrder(scene.number(1001), 1);
        Credential dead = scene.stage.credential();
        scene.stage.killToken();

        Credential fresh = done(refresh(dead));

        assertThat(scene.stage.refreshes()).isEqualTo(1);
        assertThat(fresh.owner()).isEqualTo(dead.owner());
        assertThat(fresh.version())
                .as("the version, which counts what is stored")
                .isEqualTo(dead.version());
        assertThat(fresh.expiresAt()).as("when it stops working").isNotNull();
        for (Outcome<OrderPage> answer : eightThreads(fresh)) {
            assertThat(done(answer).orders()).hasSize(1);
        }
        assertThat(scene.stage.refreshes()).isEqualTo(1);
    }

    @Test
    @DisplayName("16.3 a refresh whose reply is lost is unknown, and was sent once")
    public void lostRefreshIsUnknown() {
        scene.transport.onWrites(Fault.lostReply()).onReads(Fault.lostReply());

        assertThat(refresh(scene.stage.credential())).isInstanceOf(Outcome.Unknown.class);
        assertThat(scene.transport.calls()).hasSize(1);
    }

    private Outcome<Credential> refresh(Credential credential) {
        return scene.connector.refreshCredential(scene.session(CallAction.TOKEN_REFRESH, credential));
    }

    private List<Outcome<OrderPage>> eightThreads(Credential credential) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch together = new CountDownLatch(8);
        try {
            List<Callable<Outcome<OrderPage>>> work = IntStream.range(0, 8)
                    .<Callable<Outcome<OrderPage>>>mapToObj(i -> () -> {
                        together.countDown();
                        together.await();
                        return scene.page(null, scene.session(CallAction.ORDER_FETCH, credential));
                    })
                    .toList();
            List<Outcome<OrderPage>> answers = new ArrayList<>();
            for (var answer : threads.invokeAll(work)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
