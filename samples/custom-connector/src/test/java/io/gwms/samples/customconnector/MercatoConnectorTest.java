package io.gwms.samples.customconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.platform.PlatformConnector;
import io.gwms.redact.Secret;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.contract.PlatformConnectorContract;
import io.gwms.testkit.contract.PlatformStage;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

// docs: contract
/** All it takes to prove a connector: make it, and stage its platform. */
class MercatoConnectorTest extends PlatformConnectorContract {
    private static final StoreId STORE = new StoreId("acme-it");

    private final FakeMercato mercato = new FakeMercato();
    private final FakeHttpServer server = FakeHttpServer.start(mercato);
    private final Transport transport = OkHttpTransport.create();

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected PlatformConnector connector() {
        return new MercatoConnector();
    }

    @Override
    protected PlatformStage stage() {
        return new PlatformStage() {
            @Override
            public Store store() {
                return Store.of(STORE, "Acme Italy", new PlatformType("MERCATO"), server.uri());
            }

            @Override
            public Credential credential() {
                return Credential.of(
                        CredentialOwner.store(STORE), Map.of("token", Secret.of(FakeMercato.TOKEN)), Map.of());
            }

            @Override
            public Transport transport() {
                return transport;
            }

            @Override
            public VirtualClock clock() {
                return mercato.clock();
            }

            @Override
            public void addOrder(String number, int pieces) {
                mercato.add(number, pieces);
            }

            @Override
            public void changeOrder(String number) {
                mercato.change(number);
            }

            @Override
            public int shipmentsOf(String number) {
                return mercato.shipmentsOf(number);
            }

            @Override
            public Optional<UnaryOperator<String>> spoil(String number) {
                return Optional.of(body ->
                        body.replaceFirst("(\"number\":\"" + number + "\",\"placed\":)\"[^\"]*\"", "$1\"yesterday\""));
            }

            @Override
            public Optional<UnaryOperator<String>> unknownWord(String word) {
                return Optional.of(body -> body.replace("\"paid\"", "\"" + word + "\""));
            }

            @Override
            public String number(int n) {
                return String.valueOf(n);
            }
        };
    }
    // docs: end

    @Test
    void theConnectorHasAtMost120LinesThatAreNotBlank() throws IOException {
        Path source = Path.of("src/main/java/io/gwms/samples/customconnector/MercatoConnector.java");

        assertThat(Files.readAllLines(source))
                .filteredOn(line -> !line.isBlank())
                .hasSizeLessThanOrEqualTo(120);
    }
}
