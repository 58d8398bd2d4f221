package io.gwms.testkit.amazonvendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.testkit.amazonvendor.AmazonVendorFaults.Habit;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The fake misbehaves as its switches say, and only then. */
class FakeAmazonVendorTest {
    private static final String ORDERS = "/vendor/orders/v1/purchaseOrders";
    private static final String ACKNOWLEDGE = "/vendor/orders/v1/acknowledgements";

    private final EffectJournal journal = EffectJournal.inMemory();
    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final FakeAmazonVendor amazon =
            FakeAmazonVendor.builder().clock(clock).journal(journal).build();

    private static FakeReply send(FakeAmazonVendor fake, String method, String path, String query, String body) {
        String form = "grant_type=refresh_token&refresh_token=Atzr%7Cfake-refresh&client_id=amzn-app"
                + "&client_secret=amzn-secret";
        FakeReply token = fake.handle(
                new FakeRequest("POST", "/auth/o2/token", "", Map.of(), form.getBytes(StandardCharsets.UTF_8)));
        return fake.handle(new FakeRequest(
                method,
                path,
                query,
                Map.of(
                        "x-amz-access-token",
                        List.of(json(token).path("access_token").asText())),
                body.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode json(FakeReply reply) {
        return VendorAccount.read(reply.bodyText());
    }

    private FakeReply get(String path, String query) {
        return send(amazon, "GET", path, query, "");
    }

    private List<String> listed(String query) {
        List<String> numbers = new ArrayList<>();
        json(get(ORDERS, query))
                .at("/payload/orders")
                .forEach(order -> numbers.add(order.path("purchaseOrderNumber").asText()));
        return numbers;
    }

    private FakeReply acknowledge(String number, long accepted) {
        return send(amazon, "POST", ACKNOWLEDGE, "", """
            {"acknowledgements":[{"purchaseOrderNumber":"%s","sellingParty":{"partyId":"999US"},
             "acknowledgementDate":"2026-07-01T12:00:00Z","items":[{"itemSequenceNumber":"1",
             "netCost":{"amount":"12.50","currencyCode":"USD"},
             "itemAcknowledgements":[{"acknowledgementCode":"Accepted",
              "acknowledgedQuantity":{"amount":%d,"unitOfMeasure":"Eaches"}}]}]}]}\
            """.formatted(number, accepted));
    }

    private static String created(String from, String to) {
        return "createdAfter=" + from + "&createdBefore=" + to;
    }

    private static final String TODAY = created("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z");

    @Test
    void windowIsLimitedToSevenDaysAndSixMonthsByErrors() {
        assertThat(get(ORDERS, created("2026-06-20T00:00:00Z", "2026-06-30T00:00:00Z"))
                        .status())
                .isEqualTo(400);
        assertThat(get(ORDERS, created("2025-06-20T00:00:00Z", "2025-06-22T00:00:00Z"))
                        .status())
                .isEqualTo(400);
        assertThat(get(ORDERS, created("2026-07-0100:00:00", "2026-07-02T00:00:00Z"))
                        .status())
                .isEqualTo(400);
        assertThat(get(ORDERS, "limit=101").status()).isEqualTo(400);
        assertThat(get(ORDERS, TODAY).status()).isEqualTo(200);
    }

    @Test
    void purchaseOrderThatWasNeverChangedIsNotInTheListOfChanges() {
        amazon.seed(VendorOrder.of("PO000001", VendorItem.eaches("A", 1)));
        String changed = "changedAfter=2026-07-01T00:00:00Z&changedBefore=2026-07-02T00:00:00Z";
        assertThat(listed(changed)).isEmpty();

        amazon.amount("PO000001", 1, 5);

        assertThat(listed(changed)).containsExactly("PO000001");
    }

    @Test
    void pageGoesOnAfterTheLastOneShownWhateverChangesMeanwhile() {
        for (int i = 1; i <= 5; i++) {
            amazon.seed(VendorOrder.of("PO00000" + i, VendorItem.eaches("A", 1)));
        }
        amazon.faults().afterPage(1, () -> amazon.amount("PO000001", 1, 3));
        JsonNode first = json(get(ORDERS, TODAY + "&limit=3"));
        String token = first.at("/payload/pagination/nextToken").asText();

        assertThat(listed(TODAY + "&limit=3&nextToken=" + token)).containsExactly("PO000004", "PO000005");
        amazon.faults().habit(Habit.PAGE_NAMES_ITSELF, true);
        assertThat(json(get(ORDERS, TODAY + "&limit=1&nextToken=" + token))
                        .at("/payload/pagination/nextToken")
                        .asText())
                .isEqualTo(token);
    }

    @Test
    void listingLagHidesWhatIsNew() {
        amazon.faults().listingLag(Duration.ofMinutes(10));
        amazon.seed(VendorOrder.of("PO000001", VendorItem.eaches("A", 1)));
        assertThat(listed(TODAY)).isEmpty();

        clock.advance(Duration.ofMinutes(10));

        assertThat(listed(TODAY)).containsExactly("PO000001");
    }

    @Test
    void ignoredWindowShowsEverything() {
        amazon.seed(VendorOrder.of("PO000001", VendorItem.eaches("A", 1)));
        String before = created("2026-06-20T00:00:00Z", "2026-06-21T00:00:00Z");
        assertThat(listed(before)).isEmpty();

        amazon.faults().habit(Habit.WINDOW_IGNORED, true);

        assertThat(listed(before)).containsExactly("PO000001");
    }

    @Test
    void acknowledgementIsTakenAtOnceAndJudgedLater() {
        amazon.seed(VendorOrder.of("PO000001", VendorItem.eaches("A", 3)));
        FakeReply taken = acknowledge("PO000001", 3);
        String transaction = json(taken).at("/payload/transactionId").asText();

        assertThat(taken.status()).isEqualTo(202);
        assertThat(transactionStatus(transaction)).isEqualTo("Processing");
        clock.advance(Duration.ofMinutes(1));
        assertThat(transactionStatus(transaction)).isEqualTo("Success");
        assertThat(amazon.state("PO000001")).isEqualTo("Acknowledged");
    }

    private String transactionStatus(String id) {
        return json(get("/vendor/transactions/v1/transactions/" + id, ""))
                .at("/payload/transactionStatus/status")
                .asText();
    }

    @Test
    void sumThatIsOffAndAScriptedFailureFailTheTransactionAndChangeNothing() {
        amazon.seed(
                VendorOrder.of("PO000001", VendorItem.eaches("A", 3)),
                VendorOrder.of("PO000002", VendorItem.eaches("A", 3)));
        String short1 =
                json(acknowledge("PO000001", 2)).at("/payload/transactionId").asText();
        amazon.faults().failNextTransaction("InternalFailure");
        String failed =
                json(acknowledge("PO000002", 3)).at("/payload/transactionId").asText();
        clock.advance(Duration.ofMinutes(1));

        assertThat(transactionStatus(short1)).isEqualTo("Failure");
        assertThat(transactionStatus(failed)).isEqualTo("Failure");
        assertThat(amazon.accepted("PO000001", 1)).isEqualTo(-1);
        assertThat(amazon.state("PO000002")).isEqualTo("New");
    }

    @Test
    void repliesAreLostAndEffectsComeLateAsTheSwitchesSay() {
        amazon.seed(
                VendorOrder.of("PO000001", VendorItem.eaches("A", 3)),
                VendorOrder.of("PO000002", VendorItem.eaches("A", 3)));
        amazon.faults().loseWriteReply(1).executeWriteLate(2, Duration.ofMinutes(5));

        assertThat(acknowledge("PO000001", 3).isLost()).isTrue();
        assertThat(acknowledge("PO000002", 3).isLost()).isTrue();
        clock.advance(Duration.ofMinutes(2));
        assertThat(amazon.state("PO000001")).isEqualTo("Acknowledged");
        assertThat(amazon.state("PO000002")).isEqualTo("New");
        clock.advance(Duration.ofMinutes(3));
        assertThat(amazon.state("PO000002")).isEqualTo("New");
        clock.advance(Duration.ofMinutes(1));
        assertThat(amazon.state("PO000002")).isEqualTo("Acknowledged");
    }

    @Test
    void unitsComeInCapitalsOnRequest() {
        amazon.seed(VendorOrder.of("PO000001", VendorItem.cases("A", 3, 10)));
        assertThat(get(ORDERS, TODAY).bodyText()).contains("\"Cases\"");

        amazon.faults().habit(Habit.CAPITAL_UNITS, true);

        assertThat(get(ORDERS, TODAY).bodyText()).contains("\"CASES\"").doesNotContain("\"Cases\"");
    }

    @Test
    void confirmedShipmentsAreHiddenOnRequest() {
        amazon.seed(VendorOrder.of("PO000001", VendorItem.eaches("A", 3)));
        send(amazon, "POST", "/vendor/shipping/v1/shipmentConfirmations", "", """
                {"shipmentConfirmations":[{"shipmentIdentifier":"S-1","sellingParty":{"partyId":"999US"},
                 "shipFromParty":{"partyId":"WH1"},"shipToParty":{"partyId":"ONT8"},
                 "shippedItems":[{"itemSequenceNumber":"1","shippedQuantity":{"amount":3,"unitOfMeasure":"Eaches"},
                  "itemDetails":{"purchaseOrderNumber":"PO000001"}}]}]}""");
        clock.advance(Duration.ofMinutes(1));
        String query = "vendorShipmentIdentifier=S-1";
        assertThat(json(get("/vendor/shipping/v1/shipments", query)).at("/payload/shipments"))
                .hasSize(1);

        amazon.faults().habit(Habit.CONFIRMED_SHIPMENTS_HIDDEN, true);

        assertThat(json(get("/vendor/shipping/v1/shipments", query)).at("/payload/shipments"))
                .isEmpty();
    }

    @Test
    void tokensDieAfterAnHourOrOnRequestAndQuotaIsRefused() {
        amazon.faults().exceedQuota(1).refuseToken(2).errorsInA200(1);
        assertThat(get(ORDERS, TODAY).status()).isEqualTo(429);
        assertThat(get(ORDERS, TODAY).status()).isEqualTo(403);
        assertThat(get(ORDERS, TODAY).status()).isEqualTo(200);
        FakeRequest old = new FakeRequest(
                "GET", ORDERS, TODAY, Map.of("x-amz-access-token", List.of("Atza|fake-1")), new byte[0]);
        assertThat(amazon.handle(old).status()).isEqualTo(200);
        clock.advance(Duration.ofHours(1));
        assertThat(amazon.handle(old).status()).isEqualTo(403);
    }

    @Test
    void fakeOnTheSameJournalHoldsTheSame() {
        amazon.seed(VendorOrder.of("PO000001", VendorItem.eaches("A", 3)));
        acknowledge("PO000001", 3);
        amazon.timeIs(Instant.parse("2026-07-01T12:05:00Z"));

        FakeAmazonVendor again = FakeAmazonVendor.builder()
                .clock(VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z")))
                .journal(journal)
                .build();

        assertThat(again.holdings()).isEqualTo(amazon.holdings()).contains("Acknowledged");
    }

    @Test
    void purchaseOrderHasTheFieldsOfAmazonsOwnSample() throws IOException {
        String fixtures = System.getProperty("gwms.fixtures");
        Assumptions.assumeTrue(fixtures != null, "no -Dgwms.fixtures=DIR, so nothing to compare with");
        JsonNode sample = new ObjectMapper()
                .readTree(Path.of(fixtures, "amazon-vendor", "vendorOrders-sandbox-static.json")
                        .toFile())
                .at("/getPurchaseOrders/cases/0/response/payload/orders/0");
        amazon.seed(VendorOrder.of("PO000001", VendorItem.eaches("A", 3)));
        amazon.touch("PO000001");
        JsonNode ours = json(get(ORDERS, TODAY)).at("/payload/orders/0");

        assertThat(fields(ours)).isEqualTo(fields(sample));
        assertThat(fields(ours.path("orderDetails"))).isEqualTo(fields(sample.path("orderDetails")));
        assertThat(fields(ours.at("/orderDetails/items/0"))).isEqualTo(fields(sample.at("/orderDetails/items/0")));
    }

    private static TreeSet<String> fields(JsonNode node) {
        TreeSet<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
