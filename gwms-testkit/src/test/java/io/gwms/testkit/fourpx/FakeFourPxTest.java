package io.gwms.testkit.fourpx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeFourPxTest extends FourPxStage {
    @Test
    void signatureOfTheDocumentedExampleInputsIsTheirMd5() {
        // The document prints another value that no order of the parts gives; this is the rule applied to its inputs.
        var parameters = Map.of(
                "app_key", "16081f05-e8fc-4250-b9c4-0660d1ecbb28",
                "format", "json",
                "method", "ds.xms.order.create",
                "timestamp", "1532592413187",
                "v", "1.0");
        String secret = "7eebf328-8e5a-4030-904d-ec6e89174fbc";
        String expected = "ff4af77c062a9b97d98aa29777621c4a";
        assertThat(Gate.signature(parameters, "{\"aa\":\"bb\"}".getBytes(StandardCharsets.UTF_8), secret))
                .isEqualTo(expected);
        assertThat(FourPxClient.sign(parameters, "{\"aa\":\"bb\"}", secret)).isEqualTo(expected);
    }

    @Test
    void publicParametersAreCheckedOneByOne() throws Exception {
        FourPxClient client = start();
        assertThat(errorWith(client, "sign", "0".repeat(32))).isEqualTo("000012");
        assertThat(errorWith(client, "sign", "")).isEqualTo("000014");
        assertThat(errorWith(client, "app_key", "other")).isEqualTo("000013");
        assertThat(errorWith(client, "format", "")).isEqualTo("000014");
        assertThat(errorWith(client, "timestamp", "yesterday")).isEqualTo("000014");
        assertThat(errorWith(client, "timestamp", millis(START.plus(Duration.ofMinutes(11)))))
                .isEqualTo("000014");
        assertThat(errorWith(client, "timestamp", millis(START.minus(Duration.ofMinutes(9)))))
                .isEmpty();
        assertThat(errorWith(client, "method", "fu.wms.sku.dance")).isEqualTo("000011");
        assertThat(errorWith(client, "language", "cn")).as("unsigned").isEmpty();
    }

    @Test
    void clocksMayDifferAsFarAsIsSetUp() throws Exception {
        builder.timestampTolerance(Duration.ofMinutes(1));
        FourPxClient client = start();
        assertThat(errorWith(client, "timestamp", millis(START.plusSeconds(61))))
                .isEqualTo("000014");
        assertThat(errorWith(client, "timestamp", millis(START.plusSeconds(59))))
                .isEmpty();
    }

    @Test
    void signatureCoversTheBody() throws Exception {
        FourPxClient client = start();
        Map<String, String> parameters = client.parameters(LIST);
        parameters.put("sign", FourPxClient.sign(parameters, "{}", FourPxClient.SECRET));
        assertThat(error(JSON.readTree(client.send(parameters, "{ }").body()))).isEqualTo("000012");
    }

    @Test
    void accessTokenIsDemandedWhenAsked() throws Exception {
        builder.accessToken("t0ken");
        FourPxClient client = start();
        assertThat(error(client.call(LIST, "{}"))).isEqualTo("000016");
        assertThat(errorWith(client, "access_token", "t0ken")).isEmpty();
    }

    @Test
    void bodyThatIsNoJsonObjectIsRefused() throws Exception {
        FourPxClient client = start();
        assertThat(error(client.call(LIST, "{"))).isEqualTo("000004");
        assertThat(error(client.call(LIST, "[]"))).isEqualTo("000004");
        assertThat(error(client.call(LIST, ""))).isEqualTo("000004");
        assertThat(error(client.call(STOCK, "{\"lstsku\":\"SKU-1\"}"))).isEqualTo("000004");
    }

    @Test
    void scriptSetsFaultsShippingTimesAndStock() throws Exception {
        FakeHttpServer server = serve();
        var client = new FourPxClient(server.uri(), clock);
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        data(client.call(CREATE, order("R2", "SKU-1", 1)));
        server.control()
                .script("{\"fault\":{\"kind\":\"ERROR\",\"method\":\"" + CREATE
                        + "\",\"call\":1,\"code\":\"000020\"}}");
        server.control()
                .script("{\"shipAfter\":{\"ref_no\":\"R1\",\"after\":\"PT26H\"},\"stuck\":{\"ref_no\":\"R2\"}}");
        server.control()
                .script("{\"stock\":[{\"warehouse\":\"USLAXA\",\"sku\":\"SKU-1\",\"batch_no\":\"B2\","
                        + "\"inbound_no\":\"IC2\",\"available\":-5}]}");
        assertThat(error(client.call(CREATE, order("R3", "SKU-1", 1)))).isEqualTo("000020");
        assertThat(stock(client)).containsExactly("SKU-1 B1 G 8+2", "SKU-2 B1 B 3+0");
        server.control().push(START.plus(Duration.ofHours(25)));
        assertThat(only(client, "R1").path("status").textValue()).isEqualTo("P");
        assertThat(only(client, "R2").path("status").textValue()).isEqualTo("E");
        server.control().push(START.plus(Duration.ofHours(26)));
        assertThat(only(client, "R1").path("status").textValue()).isEqualTo("C");
        assertThatThrownBy(() -> server.control().script("{\"dance\":1}")).hasMessageContaining("one of");
        assertThatThrownBy(() -> server.control().script("{\"stock\":[{\"sku\":\"X\",\"available\":-1}]}"))
                .hasMessageContaining("less than nothing");
    }

    @Test
    void restartOnTheSameJournalHoldsTheSame() throws Exception {
        builder.faults(FourPxFault.loseReplyOfCreate(2), FourPxFault.executeCreateLate(3, Duration.ofHours(2)));
        Path file = folder.resolve("4px.jsonl");
        String before;
        try (var journal = EffectJournal.open(file);
                var server = FakeHttpServer.start(builder.journal(journal).build())) {
            var client = new FourPxClient(server.uri(), clock);
            data(client.call(CREATE, order("R1", "SKU-1", 3)));
            assertThatThrownBy(() -> client.raw(CREATE, order("R2", "SKU-1", 2)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> client.raw(CREATE, order("R3", "SKU-1", 1)))
                    .isInstanceOf(IOException.class);
            data(client.call("fu.wms.inbound.create", inbound("I1")));
            data(client.call(CANCEL, cancel("R2")));
            server.control().push(START.plus(Duration.ofMinutes(90)));
            before = server.control().holdings();
        }
        var later = VirtualClock.startingAt(START);
        try (var journal = EffectJournal.open(file);
                var server = FakeHttpServer.start(
                        builder.clock(later).journal(journal).build())) {
            assertThat(server.control().time()).isEqualTo(START.plus(Duration.ofMinutes(90)));
            assertThat(server.control().holdings()).isEqualTo(before).contains("\"status\":\"C\"", "\"status\":\"X\"");
            var client = new FourPxClient(server.uri(), later);
            data(client.call(CREATE, order("R4", "SKU-1", 1)));
            server.control().push(START.plus(Duration.ofHours(2)));
            assertThat(listed(client, "R3"))
                    .as("what was late comes after the restart")
                    .hasSize(1);
            var numbers = new HashSet<String>();
            rows(client.call(LIST, "{}"))
                    .forEach(row -> numbers.add(row.path("consignment_no").textValue()));
            assertThat(numbers).as("no number is given twice").hasSize(4);
        }
    }

    @Test
    void unitsAreNeitherMadeNorLostButByShipping() throws Exception {
        FourPxClient client = start();
        for (int i = 0; i < 6; i++) {
            data(client.call(CREATE, order("R" + i, "SKU-1", 2)));
            if (i % 2 == 0) {
                data(client.call(CANCEL, cancel("R" + i)));
            }
        }
        assertThat(units(client)).isEqualTo(15);
        clock.advance(Duration.ofHours(2));
        assertThat(units(client)).isEqualTo(15 - 3 * 2);
    }

    @Test
    void missingSettingIsNamed() {
        assertThatThrownBy(() -> FakeFourPx.builder().appKey("k").build()).hasMessageContaining("appSecret(…)");
    }
}
