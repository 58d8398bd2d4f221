package io.gwms.testkit.makro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.makro.MakroFaults.Habit;
import io.gwms.testkit.time.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The fake misbehaves as its switches say, and only then. */
class FakeMakroTest {
    private static final String DISPATCH = "/v3/shipments/selfShip/dispatch";
    private static final String STOCK = "/listings/v3/update/inventory";

    private final EffectJournal journal = EffectJournal.inMemory();
    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final FakeMakro makro =
            FakeMakro.builder().clock(clock).journal(journal).build();

    private FakeReply send(String method, String path, String query, String authorization, String body) {
        return makro.handle(new FakeRequest(
                method,
                path,
                query,
                Map.of("Authorization", List.of(authorization), "Host", List.of("shop.example")),
                body.getBytes(StandardCharsets.UTF_8)));
    }

    private FakeReply token(String secret) {
        String app = Base64.getEncoder().encodeToString(("makro-app:" + secret).getBytes(StandardCharsets.UTF_8));
        return send(
                "GET",
                "/oauth-service/oauth/token",
                "grant_type=client_credentials&scope=Seller_Api",
                "Basic " + app,
                "");
    }

    private FakeReply send(String method, String path, String query, String body) {
        String token =
                Shop.read(token("makro-secret").bodyText()).path("access_token").asText();
        return send(method, path, query, "Bearer " + token, body);
    }

    private JsonNode filter(String type, int size, String from, String to) {
        return Shop.read(send("POST", "/v3/shipments/filter", "", """
            {"filter":{"type":"%s","modifiedDate":{"from":"%s","to":"%s"}},"pagination":{"pageSize":%d}}\
            """.formatted(type, from, to, size))
                .bodyText());
    }

    private JsonNode filter(int size) {
        return filter("preDispatch", size, "2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z");
    }

    private String dispatch(String... ids) {
        String shipments = List.of(ids).stream().map("""
            {"shipmentId":"%s","locationId":"LOC1","dispatchDate":"2026-07-01T12:00:00Z",
             "tentativeDeliveryDate":"2026-07-09T12:00:00Z","deliveryPartner":"DHL","trackingId":"T",
             "invoice":{"invoiceNumber":"I","invoiceDate":"2026-07-01","items":[{}]}}\
            """::formatted).collect(Collectors.joining(","));
        FakeReply reply = send("POST", DISPATCH, "", "{\"shipments\":[" + shipments + "]}");
        List<String> verdicts = new ArrayList<>();
        Shop.read(reply.bodyText())
                .path("shipments")
                .forEach(one -> verdicts.add(one.path("processingStatus").asText()
                        + one.path("errorCode").asText()));
        return reply.status() + " " + String.join(" ", verdicts);
    }

    private void seed(int count) {
        IntStream.range(0, count).forEach(i -> makro.seed(MakroShipment.of("S" + i, "OD" + i, MakroItem.of("A", 1))));
    }

    @Test
    void tokensAreForTheAppAndEnd() {
        assertThat(token("wrong").status()).isEqualTo(401);
        String token =
                Shop.read(token("makro-secret").bodyText()).path("access_token").asText();
        assertThat(send("GET", "/v3/shipments", "orderIds=OD1", "Bearer " + token, "")
                        .status())
                .isEqualTo(200);
        makro.expireTokens();
        assertThat(send("GET", "/v3/shipments", "orderIds=OD1", "Bearer " + token, "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void listsHaveATypeAWindowAndALag() {
        seed(2);
        makro.status("S1", "SHIPPED");
        assertThat(filter(20).path("shipments")).hasSize(1);
        assertThat(filter("postDispatch", 20, "2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z")
                        .path("shipments"))
                .hasSize(1);
        assertThat(filter("preDispatch", 20, "2026-07-01T12:00:00Z", "2026-07-02T00:00:00Z")
                        .path("shipments"))
                .as("the moment itself is left out")
                .isEmpty();
        makro.faults().habit(Habit.WINDOW_IGNORED, true);
        assertThat(filter("preDispatch", 20, "2026-07-03T00:00:00Z", "2026-07-04T00:00:00Z")
                        .path("shipments"))
                .hasSize(1);
        makro.faults().listingLag(Duration.ofMinutes(1));
        assertThat(filter(20).path("shipments")).isEmpty();
    }

    @Test
    void nextPageIsNamedAsTheSwitchSays() {
        seed(3);
        assertThat(filter(2).path("nextPageUrl").asText()).startsWith("/v3/shipments/filter?nextToken=");
        makro.faults().habit(Habit.ABSOLUTE_NEXT_PAGE, true);
        assertThat(filter(2).path("nextPageUrl").asText()).startsWith("http://shop.example/v3/");
        makro.faults().habit(Habit.FOREIGN_NEXT_PAGE, true);
        assertThat(filter(2).path("nextPageUrl").asText()).startsWith("https://elsewhere.example/");
        makro.faults().habit(Habit.NEXT_PAGE_MISSING, true);
        assertThat(filter(2).has("nextPageUrl")).isFalse();
    }

    @Test
    void pageNamesItselfOnlyWhereSwitchedOn() {
        seed(5);
        String query = filter(2).path("nextPageUrl").asText().split("\\?", 2)[1];
        JsonNode second =
                Shop.read(send("GET", "/v3/shipments/filter", query, "").bodyText());
        assertThat(second.path("nextPageUrl").asText()).doesNotEndWith(query);
        makro.faults().habit(Habit.PAGE_NAMES_ITSELF, true);
        JsonNode again =
                Shop.read(send("GET", "/v3/shipments/filter", query, "").bodyText());
        assertThat(again.path("nextPageUrl").asText()).endsWith(query);
    }

    @Test
    void stampsAreOfIndia() {
        seed(1);
        assertThat(filter(20).at("/shipments/0/updatedAt").asText()).isEqualTo("2026-07-01T17:30:00.000+05:30");
        makro.faults().habit(Habit.STAMPS_WITHOUT_OFFSET, true);
        assertThat(filter(20).at("/shipments/0/updatedAt").asText()).isEqualTo("2026-07-01T17:30:00.000");
    }

    @Test
    void eachShipmentHasItsVerdictInA200() {
        seed(3);
        makro.seed(
                MakroShipment.of("H", "ODH", MakroItem.of("A", 1)).onHold(),
                MakroShipment.of("E", "ODE", MakroItem.of("A", 1)).notBefore(Duration.ofHours(1)));
        makro.faults().refuse("S1", "E1");

        assertThat(dispatch("S0", "S1", "H", "E", "none"))
                .isEqualTo("200 SUCCESS FAILUREE1 FAILURESHIPMENT_ON_HOLD FAILUREDISPATCH_TOO_EARLY"
                        + " FAILURESHIPMENT_NOT_FOUND");
        assertThat(dispatch("S0")).isEqualTo("200 FAILUREINVALID_STATE");
        makro.faults().habit(Habit.LAST_VERDICT_MISSING, true);
        assertThat(dispatch("S2")).isEqualTo("200 ");
        assertThat(makro.trackingOf("S2")).isEqualTo("T");
        assertThat(dispatch(IntStream.range(0, 101).mapToObj(i -> "X" + i).toArray(String[]::new)))
                .isEqualTo("400 ");
    }

    @Test
    void stockIsSetWithAWarningOrRefused() {
        makro.list("A", "LOC1", 4);
        String product = Shop.read(send("GET", "/listings/v3/A", "", "").bodyText())
                .at("/available/A/product_id")
                .asText();
        String body = """
            {"A":{"product_id":"%s","locations":[{"id":"LOC1","status":"ENABLED","inventory":7}]}}\
            """.formatted(product);
        makro.faults().habit(Habit.STOCK_WARNS, true);
        assertThat(send("POST", STOCK, "", body).bodyText()).contains("WARNING");
        assertThat(makro.stockOf("A", "LOC1")).isEqualTo(7);
        makro.faults().refuse("A", "E1");
        assertThat(send("POST", STOCK, "", body.replace("7}", "8}")).bodyText()).contains("FAILURE", "E1");
        assertThat(makro.stockOf("A", "LOC1")).isEqualTo(7);
    }

    @Test
    void pushesAreDatedByANumberOrInWords() {
        seed(1);
        assertThat(makro.push("OD0", "https://host.example").headers().get("X_Date"))
                .matches("\\d+");
        makro.faults().habit(Habit.PUSHES_DATED_IN_WORDS, true);
        assertThat(makro.push("OD0", "https://host.example").headers().get("X_Date"))
                .endsWith("GMT");
    }

    @Test
    void whatItHoldsOutlivesIt() {
        seed(2);
        dispatch("S0");
        makro.timeIs(clock.instant().plusSeconds(60));

        assertThat(FakeMakro.builder().journal(journal).build().holdings()).isEqualTo(makro.holdings());
    }
}
