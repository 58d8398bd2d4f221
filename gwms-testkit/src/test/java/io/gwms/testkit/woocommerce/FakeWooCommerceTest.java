package io.gwms.testkit.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fake shop is as strict as the real one, and each switch does what its name says, once, and where it says. */
class FakeWooCommerceTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHIPPED = "{\"status\":\"completed\"}";

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T08:00:00Z"));
    private final FakeWooCommerce shop =
            FakeWooCommerce.builder().clock(clock).behindTls().build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);
    private long id;

    @BeforeEach
    void seed() {
        id = shop.seed(WooOrder.create().line("MUG", 3));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpRequest.Builder request(FakeHttpServer at, String path) {
        String keys = Base64.getEncoder()
                .encodeToString("ck_fake_consumer:cs_fake_consumer".getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(at.uri() + "/wp-json/wc/v3/" + path))
                .header("Authorization", "Basic " + keys);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(request(server, path).build(), BodyHandlers.ofString());
    }

    private JsonNode read(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    private HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
        return HTTP.send(
                request(server, path).PUT(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private String status() throws IOException {
        return JSON.readTree(shop.holdings()).at("/orders/0/status").asText();
    }

    @Test
    void keysAreTakenByBasicAndInTheAddressBehindTlsOnly() throws Exception {
        assertThat(get("orders").statusCode()).isEqualTo(200);
        URI inAddress = URI.create(
                server.uri() + "/wp-json/wc/v3/orders?consumer_key=ck_fake_consumer&consumer_secret=cs_fake_consumer");
        assertThat(HTTP.send(HttpRequest.newBuilder(inAddress).build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        shop.faults().stripAuthorization(true);
        assertThat(get("orders").statusCode()).isEqualTo(401);
        try (FakeHttpServer plain =
                FakeHttpServer.start(FakeWooCommerce.builder().clock(clock).build())) {
            assertThat(HTTP.send(request(plain, "orders").build(), BodyHandlers.ofString())
                            .statusCode())
                    .as("Basic over plain HTTP")
                    .isEqualTo(401);
        }
    }

    /** The header is made by hand, as the documentation says. */
    @Test
    void oauthIsCheckedForItsSignatureItsTimeAndItsNonce() throws Exception {
        try (FakeHttpServer plain =
                FakeHttpServer.start(FakeWooCommerce.builder().clock(clock).build())) {
            URI uri = URI.create(plain.uri() + "/wp-json/wc/v3/orders");
            String time = String.valueOf(clock.instant().getEpochSecond());
            assertThat(oauth(uri, "n1", time, "cs_fake_consumer").statusCode()).isEqualTo(200);
            assertThat(oauth(uri, "n1", time, "cs_fake_consumer").body()).contains("nonce has already been used");
            assertThat(oauth(uri, "n2", time, "wrong").body()).contains("provided signature does not match");
            String late = String.valueOf(clock.instant().getEpochSecond() - 901);
            assertThat(oauth(uri, "n3", late, "cs_fake_consumer").body()).contains("Invalid timestamp");
        }
    }

    @Test
    void clockThatIsAheadMakesATimestampInvalid() throws Exception {
        FakeWooCommerce ahead = FakeWooCommerce.builder().clock(clock).build();
        try (FakeHttpServer plain = FakeHttpServer.start(ahead)) {
            URI uri = URI.create(plain.uri() + "/wp-json/wc/v3/orders");
            String time = String.valueOf(clock.instant().getEpochSecond());
            ahead.faults().clockAhead(Duration.ofMinutes(16));
            assertThat(oauth(uri, "n1", time, "cs_fake_consumer").body()).contains("Invalid timestamp");
            ahead.faults().clear();
            assertThat(oauth(uri, "n2", time, "cs_fake_consumer").statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> oauth(URI uri, String nonce, String time, String secret) throws Exception {
        String base = "GET&" + uri.toString().replace(":", "%3A").replace("/", "%2F")
                + "&oauth_consumer_key%3Dck_fake_consumer%26oauth_nonce%3D" + nonce
                + "%26oauth_signature_method%3DHMAC-SHA256%26oauth_timestamp%3D" + time + "%26oauth_version%3D1.0";
        String signature = Base64.getEncoder().encodeToString(Gate.mac("HmacSHA256", secret + "&", base));
        String header = "OAuth oauth_consumer_key=\"ck_fake_consumer\",oauth_nonce=\"" + nonce
                + "\",oauth_signature_method=\"HMAC-SHA256\",oauth_timestamp=\"" + time
                + "\",oauth_version=\"1.0\",oauth_signature=\""
                + signature.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D") + "\"";
        return HTTP.send(
                HttpRequest.newBuilder(uri).header("Authorization", header).build(), BodyHandlers.ofString());
    }

    @Test
    void endsOfAWindowAreOutsideOfItAndThereIsNoSortingByChange() throws Exception {
        String window = "orders?dates_are_gmt=true&modified_after=2026-07-01T%s&modified_before=2026-07-01T%s";
        assertThat(read(window.formatted("07:59:59", "08:00:01"))).hasSize(1);
        assertThat(read(window.formatted("08:00:00", "08:00:01"))).isEmpty();
        assertThat(read(window.formatted("07:59:59", "08:00:00"))).isEmpty();
        assertThat(read("orders?modified_after=2026-07-01T00:59:59"))
                .as("by the site's clock")
                .hasSize(1);
        assertThat(get("orders?orderby=modified").statusCode()).isEqualTo(400);
    }

    @Test
    void timeOfGreenwichThatTheSitesClockSkipsIsOneAnHourLater() throws Exception {
        clock.advanceTo(Instant.parse("2027-03-14T02:40:00Z"));
        shop.seed(WooOrder.create().line("MUG", 1));
        String window = "orders?dates_are_gmt=true&modified_after=2027-03-14T%s&modified_before=2027-03-14T04:00:00";
        assertThat(read(window.formatted("01:59:59"))).hasSize(1);
        assertThat(read(window.formatted("02:30:00"))).as("becomes 03:30:00").isEmpty();
    }

    @Test
    void changeOfWhatIsNotThereIsAWrongRequest() throws Exception {
        assertThat(get("orders/9999").statusCode()).isEqualTo(404);
        assertThat(put("orders/9999", SHIPPED).statusCode()).isEqualTo(400);
        assertThat(put("products/9999", "{}").body()).contains("woocommerce_rest_product_invalid_id");
    }

    @Test
    void windowIsIgnoredByAnOldShop() throws Exception {
        String never = "orders?dates_are_gmt=true&modified_after=2027-01-01T00:00:00";
        assertThat(read(never)).isEmpty();
        shop.faults().ignoreModifiedWindow(true);
        assertThat(read(never)).hasSize(1);
    }

    @Test
    void pluginThatWritesPastTheShopMovesNoTimeAndSendsNothing() throws Exception {
        shop.takeDeliveries();
        clock.advance(Duration.ofHours(1));
        shop.editQuietly(id, "{\"status\":\"cancelled\"}");
        assertThat(read("orders/" + id).path("date_modified_gmt").asText()).isEqualTo("2026-07-01T08:00:00");
        assertThat(shop.takeDeliveries()).isEmpty();
        shop.edit(id, "{\"status\":\"processing\"}");
        assertThat(read("orders/" + id).path("date_modified_gmt").asText()).isEqualTo("2026-07-01T09:00:00");
        assertThat(shop.takeDeliveries()).hasSize(1);
    }

    @Test
    void hostsAnswerInHtml() throws Exception {
        shop.faults()
                .tooManyRequests(1, Duration.ofSeconds(9))
                .block(2)
                .unavailable(3)
                .refuseKey(4);
        var throttled = get("orders");
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("9");
        assertThat(throttled.body()).startsWith("<!DOCTYPE html>");
        assertThat(get("orders").statusCode()).isEqualTo(403);
        assertThat(get("orders").statusCode()).isEqualTo(503);
        assertThat(get("orders").body()).contains("woocommerce_rest_cannot_view");
        assertThat(get("orders").statusCode()).isEqualTo(200);
    }

    @Test
    void pageIsHtmlEmptyTruncatedTornOrBehindANotice() throws Exception {
        shop.faults().htmlPage(1).emptyPage(2).truncatePage(3).tearPage(4).phpNoticeBeforePage(5);
        assertThat(get("orders").body()).startsWith("<!DOCTYPE html>");
        assertThat(get("orders").body()).isEmpty();
        assertThatThrownBy(() -> read("orders")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> get("orders")).isInstanceOf(IOException.class);
        assertThat(get("orders").body()).startsWith("<br />");
        assertThat(read("orders")).hasSize(1);
    }

    @Test
    void marksOfTheByteOrderComeBeforeAPageAndItsHeadersStay() throws Exception {
        shop.faults().byteOrderMarksBeforePage(1);

        HttpResponse<String> marked = get("orders");
        assertThat(marked.body()).startsWith("\uFEFF\uFEFF[");
        assertThat(marked.headers().firstValue("X-WP-Total")).contains("1");
        assertThat(read("orders")).hasSize(1);
    }

    @Test
    void shopMovesOrHidesItsApiOnce() throws Exception {
        shop.faults().redirect(1).hideApi(2);

        HttpResponse<String> moved = get("orders");
        assertThat(moved.statusCode()).isEqualTo(301);
        assertThat(moved.headers().firstValue("Location")).isPresent();
        HttpResponse<String> hidden = get("orders/" + id);
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.body()).startsWith("<!DOCTYPE html>");
        assertThat(read("orders")).hasSize(1);
    }

    @Test
    void draftsAreAmongOrdersOfAnyStatusInOldShopsAlone() throws Exception {
        shop.seed(WooOrder.create().line("MUG", 1).status("checkout-draft"));
        assertThat(read("orders")).hasSize(1);
        shop.faults().listDrafts(true);
        assertThat(read("orders")).hasSize(2);
        shop.faults().clear();
        assertThat(read("orders?status=checkout-draft")).hasSize(1);
    }

    @Test
    void orderInTheTrashIsListedToThoseWhoAskForTheTrash() throws Exception {
        shop.takeDeliveries();
        shop.trash(id);
        assertThat(read("orders")).isEmpty();
        assertThat(read("orders?status=trash")).hasSize(1);
        assertThat(shop.takeDeliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.headers()).containsEntry("X-WC-Webhook-Topic", "order.deleted");
            assertThat(delivery.body()).isEqualTo("{\"id\":" + id + "}");
        });
    }

    @Test
    void noticeComesBehindTheHeadersOrTakesTheirPlace() throws Exception {
        shop.faults().phpNoticeBeforePage(1).phpNoticeBeforeHeaders(2);

        assertThat(get("orders").headers().firstValue("X-WP-Total")).contains("1");
        HttpResponse<String> bare = get("orders");
        assertThat(bare.headers().firstValue("X-WP-Total")).isEmpty();
        assertThat(bare.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(bare.body()).startsWith("<br />");
        assertThat(read("orders")).hasSize(1);
    }

    @Test
    void oneOrderMakesTheJsonOfAPageWrongButNotAListOfIds() throws Exception {
        shop.faults().misspell(id);
        assertThatThrownBy(() -> read("orders")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("orders/" + id)).isInstanceOf(IOException.class);
        assertThat(read("orders?_fields=id")).hasSize(1);
        shop.faults().clear();
        assertThat(read("orders")).hasSize(1);
    }

    @Test
    void changeIsLostLateOrFailsThoughItTookPlace() throws Exception {
        shop.faults().loseChangeReply(1);
        assertThatThrownBy(() -> put("orders/" + id, SHIPPED)).isInstanceOf(IOException.class);
        assertThat(status()).isEqualTo("completed");
        shop.faults().changeAndFail(1);
        assertThat(put("orders/" + id, "{\"status\":\"processing\"}").statusCode())
                .isEqualTo(500);
        assertThat(status()).isEqualTo("processing");
        shop.faults().executeChangeLate(1, Duration.ofSeconds(30));
        assertThatThrownBy(() -> put("orders/" + id, SHIPPED)).isInstanceOf(IOException.class);
        assertThat(status()).isEqualTo("processing");
        clock.advance(Duration.ofSeconds(30));
        assertThat(status()).isEqualTo("completed");
    }

    @Test
    void metadataOfTheSameKeyIsReplacedAndRefundsNameTheirLine() throws Exception {
        put("orders/" + id, "{\"meta_data\":[{\"key\":\"a\",\"value\":\"1\"}]}");
        put("orders/" + id, "{\"meta_data\":[{\"key\":\"a\",\"value\":\"2\"}]}");
        assertThat(read("orders/" + id).path("meta_data")).hasSize(1);
        shop.refund(id, 0, 2);
        JsonNode refund = read("orders/" + id + "/refunds").path(0);
        assertThat(refund.at("/line_items/0/quantity").asInt()).isEqualTo(-2);
        assertThat(refund.at("/line_items/0/meta_data/0/value").asText())
                .isEqualTo(read("orders/" + id).at("/line_items/0/id").asText());
    }

    @Test
    void fakeOnTheSameJournalHoldsTheSame(@TempDir Path folder) {
        String held;
        try (EffectJournal journal = EffectJournal.open(folder.resolve("shop.journal"))) {
            FakeWooCommerce first = FakeWooCommerce.builder().journal(journal).build();
            first.edit(first.seed(WooOrder.create().line("MUG", 3)), SHIPPED);
            first.listProduct(93, 0, "MUG", 7);
            held = first.holdings();
        }
        try (EffectJournal journal = EffectJournal.open(folder.resolve("shop.journal"))) {
            assertThat(FakeWooCommerce.builder().journal(journal).build().holdings())
                    .isEqualTo(held)
                    .contains("completed");
        }
    }

    @Test
    void orderHasTheFieldsOfTheReferencesSample() throws Exception {
        assumeTrue(System.getProperty("gwms.fixtures") != null, "no -Dgwms.fixtures=DIR, so nothing to compare with");
        JsonNode theirs = JSON.readTree(Path.of(System.getProperty("gwms.fixtures"), "woocommerce", "order.json")
                .toFile());
        JsonNode ours = read("orders/" + id);
        for (String at : new String[] {"", "/line_items/0", "/shipping", "/billing", "/shipping_lines/0"}) {
            ours.at(at).properties().forEach(field -> {
                JsonNode their = theirs.at(at).path(field.getKey());
                assertThat(their.isMissingNode()
                                || their.isNull()
                                || their.isNumber() == field.getValue().isNumber()
                                        && their.isTextual() == field.getValue().isTextual()
                                        && their.isContainerNode()
                                                == field.getValue().isContainerNode())
                        .as(at + "/" + field.getKey() + ": ours " + field.getValue() + ", theirs " + their)
                        .isTrue();
            });
        }
        assertThat(ours.properties().stream()
                        .filter(field -> theirs.has(field.getKey()))
                        .count())
                .isGreaterThan(25);
    }
}
