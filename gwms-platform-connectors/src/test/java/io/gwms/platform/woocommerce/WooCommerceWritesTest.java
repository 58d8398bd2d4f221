package io.gwms.platform.woocommerce;

import static io.gwms.platform.woocommerce.Sites.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.PushStock;
import io.gwms.platform.PushStock.Level;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.ShownStock;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Handshake;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.WebhookVerdict.Why;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.redact.Secret;
import io.gwms.testkit.woocommerce.WooDelivery;
import io.gwms.testkit.woocommerce.WooOrder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes back to WooCommerce, and what it pushes. */
class WooCommerceWritesTest {
    private final Sites site = Sites.plain();
    private final WooCommerceConnector connector = WooCommerceConnector.create();
    private final long id = site.shop.seed(WooOrder.create().line("MUG", 2));

    @AfterEach
    void stop() {
        site.close();
    }

    private ShipmentNotice notice(String tracking) {
        return new ShipmentNotice(
                "write-back:" + tracking,
                String.valueOf(id),
                String.valueOf(id),
                Map.of("1000", 2L),
                tracking,
                "DHL",
                "",
                site.clock.instant(),
                Set.of());
    }

    private Outcome<WrittenShipment> write(ShipmentNotice notice) {
        return connector
                .writeShipments(new WriteShipments(site.session(), List.of(notice)))
                .get(0);
    }

    private Optional<WrittenShipment> probe(ShipmentNotice notice) {
        return connector
                .probeShipments(new WriteShipments(site.session(), List.of(notice)))
                .get(0)
                .asDone()
                .orElseThrow();
    }

    @Test
    void shippedOrderIsCompletedWithItsNumberInTheMetadata() {
        WrittenShipment written = write(notice("TRACK-1")).asDone().orElseThrow();

        assertThat(site.shop.holdings())
                .contains(
                        "\"status\":\"completed\"",
                        "\"_tracking_number\":\"TRACK-1\"",
                        "\"_tracking_provider\":\"DHL\"");
        assertThat(probe(notice("TRACK-1"))).contains(written);
        assertThat(probe(notice("TRACK-2"))).isEmpty();
        assertThat(write(notice("TRACK-1"))).isEqualTo(Outcome.done(written));
        assertThat(site.transport.writes()).isEqualTo(1);
    }

    @Test
    void changeThatTookPlaceBehindAnErrorOrALostReplyIsUnknownAndFound() {
        site.shop.faults().changeAndFail(1);
        assertThat(write(notice("TRACK-1"))).isInstanceOf(Outcome.Unknown.class);
        assertThat(probe(notice("TRACK-1"))).isPresent();
        site.shop.faults().loseChangeReply(1);
        assertThat(write(notice("TRACK-2"))).isInstanceOf(Outcome.Unknown.class);
        assertThat(probe(notice("TRACK-2"))).isPresent();
        site.shop.faults().executeChangeLate(1, Duration.ofSeconds(30));
        assertThat(write(notice("TRACK-3"))).isInstanceOf(Outcome.Unknown.class);
        assertThat(probe(notice("TRACK-3"))).isEmpty();
        site.clock.advance(Duration.ofSeconds(31));
        assertThat(probe(notice("TRACK-3"))).isPresent();
    }

    @Test
    void statusAndMetadataOfAShopsPluginAreSettings() {
        WooCommerceConnector plugin = WooCommerceConnector.builder()
                .statusWord("shipped", PlatformFact.SHIPPED)
                .shippedStatus("wc-shipped")
                .trackingKeys("parcel_no", "parcel_by")
                .build();
        plugin.writeShipments(new WriteShipments(site.session(), List.of(notice("TRACK-1"))));

        assertThat(site.shop.holdings()).contains("\"status\":\"shipped\"", "\"parcel_no\":\"TRACK-1\"");
    }

    @Test
    void cancelledOrderIsNotShippedAndShippedOneNotCancelled() {
        CancelOrders cancel = new CancelOrders(site.session(), List.of(String.valueOf(id), "999999", "x/../y"), "none");

        List<Outcome<String>> outcomes = connector.cancelOrders(cancel);
        assertThat(outcomes.get(0)).isEqualTo(Outcome.done("cancelled"));
        assertThat(refusal(outcomes.get(1)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(outcomes.get(2)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(connector.cancelOrders(cancel).get(0)).isEqualTo(Outcome.done("cancelled"));
        assertThat(site.transport.writes()).isEqualTo(1);
        assertThat(refusal(write(notice("T"))).code()).isEqualTo(RefusalCode.TOO_LATE);
        site.shop.edit(id, "{\"status\":\"completed\"}");
        assertThat(refusal(connector.cancelOrders(cancel).get(0)).code()).isEqualTo(RefusalCode.TOO_LATE);
    }

    private Outcome<ShownStock> push(Level level) {
        return connector
                .pushStock(new PushStock(site.session(), List.of(level)))
                .get(0);
    }

    @Test
    void stockOfProductsAndVariationsIsPushedAndTheListingIsKept() {
        site.shop.listProduct(93, 0, "MUG", 7);
        site.shop.listProduct(94, 93, "MUG-RED", 1);

        assertThat(push(new Level("k", "MUG", 5, null))).isEqualTo(Outcome.done(new ShownStock(5, "93")));
        ShownStock red = push(new Level("k", "MUG-RED", 4, null)).asDone().orElseThrow();
        int calls = site.transport.calls().size();
        push(new Level("k2", "MUG-RED", 3, null, red.listing()));

        assertThat(red.listing()).isEqualTo("93/variations/94");
        assertThat(site.transport.calls()).hasSize(calls + 1);
        ReadStock.Item item = new ReadStock.Item("MUG-RED", "");
        assertThat(connector.readStock(new ReadStock(site.session(), List.of(item))))
                .containsExactly(Outcome.done(new ShownStock(3, "93/variations/94")));
    }

    @Test
    void listingThatIsGoneIsLookedForAnewThoughTheShopCallsItAWrongRequest() {
        Level gone = new Level("k", "MUG", 5, null, "93/variations/94");
        assertThat(refusal(push(gone)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        site.shop.listProduct(95, 0, "MUG", 7);

        assertThat(push(gone)).isEqualTo(Outcome.done(new ShownStock(5, "95")));
        ReadStock.Item item = new ReadStock.Item("MUG", "93");
        assertThat(connector.readStock(new ReadStock(site.session(), List.of(item))))
                .containsExactly(Outcome.done(new ShownStock(5, "95")));
    }

    /** The id of what was deleted is what a hook of WordPress was given, a number or its digits. */
    @Test
    void deliveryOfADeletedOrderNamesItWhateverItsIdIsWrittenIn() {
        String whole = site.shop.takeDeliveries().get(0).body();
        site.shop.trash(id);
        WooDelivery delivery = site.shop.takeDeliveries().get(0);
        String quoted = "{\"id\":\"" + id + "\"}";
        Map<String, String> headers = Map.of(
                "X-WC-Webhook-Topic",
                "order.deleted",
                "X-WC-Webhook-Signature",
                Signing.mac("fake_webhook_secret", "HmacSHA256", quoted));

        for (WebhookVerdict verdict : List.of(
                verdict(delivery.headers(), delivery.body(), site.clock.instant(), "fake_webhook_secret"),
                verdict(headers, quoted, site.clock.instant(), "fake_webhook_secret"))) {
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Authentic.class,
                            authentic -> assertThat(authentic.numbers()).containsExactly(String.valueOf(id)));
        }
        Map<String, String> asItWas = Map.of(
                "X-WC-Webhook-Topic",
                "order.deleted",
                "X-WC-Webhook-Signature",
                Signing.mac("fake_webhook_secret", "HmacSHA256", whole));
        assertThat(verdict(asItWas, whole, site.clock.instant(), "fake_webhook_secret"))
                .as("an order that is gone is not believed to be as it was")
                .isInstanceOfSatisfying(
                        Authentic.class,
                        authentic -> assertThat(authentic.orders()).isEmpty());
    }

    @Test
    void skuThatIsNotListedOrListedTwiceIsRefusedAndALostReplyIsUnknown() {
        site.shop.listProduct(93, 0, "MUG", 7);
        site.shop.listProduct(95, 0, "MUG", 7);
        site.shop.listProduct(96, 0, "BAG", 7);
        site.shop.faults().loseChangeReply(1);

        assertThat(refusal(push(new Level("k", "NOPE", 5, null))).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(push(new Level("k", "MUG", 5, null))).text()).contains("2 times");
        assertThat(push(new Level("k", "BAG", 5, null))).isInstanceOf(Outcome.Unknown.class);
    }

    private WebhookVerdict verdict(Map<String, String> headers, String body, Instant at, String secret) {
        PlatformWebhooks webhooks = connector.webhooks().orElseThrow();
        return webhooks.verify(WebhookDelivery.of(
                URI.create("https://host.example/woo"),
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                at,
                List.of(Secret.of(secret))));
    }

    private void assertRejected(Why why, WebhookVerdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.why()).isEqualTo(why));
    }

    @Test
    void signedDeliveryCarriesItsOrderAndAForgedOneIsRejected() {
        WooDelivery delivery = site.shop.takeDeliveries().get(0);
        Instant now = site.clock.instant();

        assertThat(verdict(delivery.headers(), delivery.body(), now, "fake_webhook_secret"))
                .isInstanceOfSatisfying(Authentic.class, authentic -> {
                    assertThat(authentic.topic()).isEqualTo("order.created");
                    assertThat(authentic.orders()).hasSize(1);
                    assertThat(authentic.eventAt()).isEqualTo(now);
                });
        assertRejected(Why.FORGED, verdict(delivery.headers(), delivery.body(), now, "another"));
        assertRejected(
                Why.FORGED,
                verdict(delivery.headers(), delivery.body().replace(":2", ":3"), now, "fake_webhook_secret"));
        assertRejected(Why.UNSIGNED, verdict(Map.of(), delivery.body(), now, "fake_webhook_secret"));
        assertThat(verdict(Map.of(), "webhook_id=42", now, "fake_webhook_secret"))
                .isInstanceOf(Handshake.class);
    }

    /** Shops push them as «order.updated»: WooCommerce issue 66995. */
    @Test
    void deliveryOfADraftIsTakenAndBringsNothing() {
        site.shop.takeDeliveries();
        site.shop.seed(WooOrder.create().line("MUG", 1).status("checkout-draft"));
        WooDelivery delivery = site.shop.takeDeliveries().get(0);

        assertThat(verdict(delivery.headers(), delivery.body(), site.clock.instant(), "fake_webhook_secret"))
                .isInstanceOfSatisfying(Authentic.class, authentic -> {
                    assertThat(authentic.numbers()).isEmpty();
                    assertThat(authentic.orders()).isEmpty();
                });
    }

    @Test
    void refundedOrOldOrderOfADeliveryIsReadAgainInsteadOfBelieved() {
        WooDelivery created = site.shop.takeDeliveries().get(0);
        site.shop.refund(id, 0, 1);
        WooDelivery refunded = site.shop.takeDeliveries().get(0);
        Instant now = site.clock.instant();

        for (WebhookVerdict verdict : List.of(
                verdict(refunded.headers(), refunded.body(), now, "fake_webhook_secret"),
                verdict(created.headers(), created.body(), now.plus(Duration.ofDays(30)), "fake_webhook_secret"))) {
            assertThat(verdict).isInstanceOfSatisfying(Authentic.class, authentic -> {
                assertThat(authentic.orders()).isEmpty();
                assertThat(authentic.numbers()).containsExactly(String.valueOf(id));
            });
        }
    }

    @Test
    void wrongSettingsAreRefusedTogetherAndByName() {
        assertThatThrownBy(() -> WooCommerceConnector.builder().pageSize(1).build())
                .hasMessageContaining("pageSize is 1");
        assertThatThrownBy(() ->
                        WooCommerceConnector.builder().shippedStatus("shipped").build())
                .hasMessageContaining("shippedStatus is 'shipped'")
                .hasMessageContaining("statusWord");
        assertThatThrownBy(() -> WooCommerceConnector.builder()
                        .completedMeans(PlatformFact.OPEN)
                        .build())
                .hasMessageContaining("completedMeans is OPEN");
        assertThatThrownBy(() ->
                        WooCommerceConnector.builder().trackingKeys("a", "a").build())
                .hasMessageContaining("trackingKeys");
        assertThat(connector
                        .capabilities()
                        .productPage()
                        .orElseThrow()
                        .of(site.store(), "93")
                        .orElseThrow()
                        .toString())
                .endsWith("/wp-admin/post.php?action=edit&post=93");
    }

    @Test
    void nothingPrintsAKey() {
        site.fetch(connector);

        assertThat(Sites.credential() + "" + site.session() + site.transport.calls())
                .doesNotContain("ck_fake_consumer", "cs_fake_consumer");
    }
}
