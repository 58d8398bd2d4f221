package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.Gwms;
import io.gwms.GwmsException;
import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.store.StoreId;
import io.gwms.testkit.http.HostileServer;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuntimeTest {
    private final VirtualClock time = VirtualClock.startingAt(START);
    private final InMemoryState state = InMemoryState.empty();
    private final List<String> told = new ArrayList<>();

    @Test
    void everyMissingSettingIsNamedInOneException() {
        assertThatThrownBy(() -> Gwms.builder().workers(0).build()).isInstanceOfSatisfying(GwmsException.class, e -> {
            assertThat(e.code()).isEqualTo("GWMS-1101");
            assertThat(e.problem())
                    .contains("database is not set, but must be a DataSource")
                    .contains("workers is 0, but must be 1 to 1000")
                    .contains("catalogue is not set")
                    .contains("stock is not set");
            assertThat(e.remedy()).contains("database(EmbeddedDatabase.file(Path.of(\"gwms.db\")))");
        });
    }

    @Test
    void keyOfTheWrongLengthIsNamedByItsLengthAlone() {
        byte[] key = {1, 2, 3};
        assertThatThrownBy(() -> Gwms.builder().state(state).credentialKey(key).build())
                .hasMessageContaining("credentialKey is 3 bytes long, but must be 32 bytes long (AES-256)");
    }

    @Test
    void stateAloneNeedsTheOtherRepositoriesToo() {
        assertThatThrownBy(() -> Gwms.builder().state(state).build())
                .hasMessageContaining("syncLog is not set")
                .hasMessageContaining("snapshots is not set")
                .hasMessageContaining("credentials is not set");
    }

    @Test
    void modulesStartInOrderAndStopInTheReverseOne() {
        Gwms gwms = Runtimes.bare(state, time)
                .module(new Telling("a"))
                .module(new Telling("b"))
                .build();
        gwms.start();
        gwms.close();
        gwms.close();
        assertThat(told).containsExactly("install a", "install b", "start a", "start b", "stop b", "stop a");
    }

    @Test
    void modulesThatStartedAreStoppedWhenALaterOneDoesNot() {
        Gwms gwms = Runtimes.bare(state, time)
                .module(new Telling("a"))
                .module(new Telling("broken"))
                .build();
        assertThatThrownBy(gwms::start).hasMessageContaining("GWMS-1106").hasMessageContaining("'broken'");
        assertThat(told).endsWith("start broken", "stop a");
        gwms.close();
    }

    @Test
    void sameModuleOrTypeTwiceIsRefused() {
        assertThatThrownBy(() -> Runtimes.bare(state, time)
                        .module(new Telling("a"))
                        .module(new Telling("a"))
                        .build())
                .hasMessageContaining("GWMS-1102");
        GwmsModule first = Runtimes.module(
                "x", setup -> setup.handler(TaskType.QUERY, PollingPolicy.query(), run -> TaskResult.done("")));
        GwmsModule second = Runtimes.module(
                "y", setup -> setup.handler(TaskType.QUERY, PollingPolicy.query(), run -> TaskResult.done("")));
        assertThatThrownBy(() ->
                        Runtimes.bare(state, time).module(first).module(second).build())
                .hasMessageContaining("GWMS-1103")
                .hasMessageContaining("'x' and 'y'");
    }

    @Test
    void theTransportARuntimeMakesItselfKnowsTheCredentials() {
        String token = "q7Wz3KpX9mTr2Lc8VhB5nYd4GsJ6fAe1UuRiQoPk";
        CredentialOwner owner = CredentialOwner.store(new StoreId("acme"));
        List<Transport> transport = new ArrayList<>();
        String endless = token + "y ".repeat(10 << 20);
        try (HostileServer server = HostileServer.start(HostileServer.Answer.reply(200, endless));
                Gwms gwms = Runtimes.connected(state, time)
                        .module(Runtimes.module("x", setup -> transport.add(setup.transport())))
                        .build()) {
            gwms.credentials().save(Credential.of(owner, Map.of("token", Secret.of(token)), Map.of()));
            HttpCall call = HttpCall.get(server.uri(), CallContext.of(CallAction.ORDER_FETCH))
                    .build();

            assertThat(transport.get(0).send(call).toString())
                    .contains("beginning with")
                    .doesNotContain(token.substring(0, 5));
        }
    }

    @Test
    void closedOrStartedRuntimeRefusesToStep() {
        Gwms gwms = Runtimes.bare(state, time).build();
        gwms.start();
        assertThatThrownBy(gwms::step).hasMessageContaining("GWMS-1108");
        assertThatThrownBy(gwms::start).hasMessageContaining("GWMS-1107");
        gwms.close();
        assertThatThrownBy(gwms::step).hasMessageContaining("GWMS-1109");
        assertThatThrownBy(gwms::start).hasMessageContaining("GWMS-1109");
    }

    @Test
    void housekeepingRunsAtEveryStepAndABrokenChoreStopsNothing() {
        Gwms gwms = Runtimes.bare(state, time)
                .module(Runtimes.module("a", setup -> {
                    setup.housekeeping("broken", now -> {
                        throw new IllegalStateException("no");
                    });
                    setup.housekeeping("fine", now -> told.add("fine at " + now));
                    setup.health("line", () -> "all well");
                }))
                .build();
        gwms.step();
        time.advance(Duration.ofHours(1));
        gwms.step();
        assertThat(told).containsExactly("fine at " + START, "fine at " + START.plusSeconds(3_600));
        assertThat(gwms.health()).containsEntry("a: line", "all well").containsKey("tasks");
        gwms.close();
    }

    @Test
    void secretThatWasSavedIsMaskedUnderWhateverNameItAppears() {
        List<Redactor> redactor = new ArrayList<>();
        Gwms gwms = Runtimes.bare(state, time)
                .module(Runtimes.module("a", setup -> redactor.add(setup.redactor())))
                .build();
        CredentialOwner owner = CredentialOwner.store(new StoreId("acme"));
        gwms.credentials()
                .save(Credential.of(owner, Map.of("accessToken", Secret.of("plain-looking-words")), Map.of()));
        assertThat(redactor.get(0).text("note: plain-looking-words")).doesNotContain("plain-looking-words");
        gwms.close();
    }

    /** Says what happens to it; breaks at the start when it is named so. */
    private final class Telling implements GwmsModule {
        private final String name;

        Telling(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void install(ModuleSetup setup) {
            told.add("install " + name);
        }

        @Override
        public void start() {
            told.add("start " + name);
            if (name.equals("broken")) {
                throw new IllegalStateException("broken on purpose");
            }
        }

        @Override
        public void stop(Duration within) {
            told.add("stop " + name);
        }
    }
}
