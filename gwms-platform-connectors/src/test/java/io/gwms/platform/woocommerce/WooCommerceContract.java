package io.gwms.platform.woocommerce;

import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.platform.stage.HeldStock;
import io.gwms.platform.stage.Signed;
import io.gwms.redact.Secret;
import io.gwms.store.Store;
import io.gwms.testkit.contract.PlatformConnectorContract;
import io.gwms.testkit.contract.PlatformStage;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.woocommerce.WooDelivery;
import io.gwms.testkit.woocommerce.WooOrder;
import io.gwms.transport.Transport;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** The contract over a fake shop whose orders a plugin numbers; subclasses say how keys are shown. */
abstract class WooCommerceContract extends PlatformConnectorContract {
    private final Sites site;
    private final Map<String, Long> ids = new HashMap<>();

    WooCommerceContract(Sites site) {
        this.site = site;
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Override
    protected PlatformStage stage() {
        return new PlatformStage() {
            private final Transport transport = OkHttpTransport.create();
            private String pushed = "";

            @Override
            public Store store() {
                return site.store();
            }

            @Override
            public Credential credential() {
                return Sites.credential();
            }

            @Override
            public Transport transport() {
                return transport;
            }

            @Override
            public VirtualClock clock() {
                return site.clock;
            }

            @Override
            public void addOrder(String number, int pieces) {
                ids.put(number, site.shop.seed(WooOrder.numbered(number).line("SKU-1", pieces)));
            }

            @Override
            public void addDetailedOrder(String number) {
                ids.put(
                        number,
                        site.shop.seed(
                                WooOrder.numbered(number).line("SKU-1", 1).note("ring twice")));
            }

            @Override
            public boolean isCancelled(String number) {
                return site.shop.holdings().contains("{\"number\":\"" + number + "\",\"status\":\"cancelled\"");
            }

            @Override
            public void listSku(String sku, long shown) {
                site.shop.listProduct(93, 0, sku, shown);
            }

            @Override
            public long stockOf(String sku) {
                return HeldStock.of(site.shop.holdings(), sku, "stock_quantity");
            }

            @Override
            public Optional<Push> push(String number, Secret secret) {
                String body = site.shop.takeDeliveries().stream()
                        .map(WooDelivery::body)
                        .reduce((first, last) -> last)
                        .orElse(pushed);
                pushed = body;
                Map<String, String> headers = Map.of(
                        "X-WC-Webhook-Topic", "order.updated",
                        "X-WC-Webhook-Delivery-ID", "delivery-1",
                        "X-WC-Webhook-Signature", Base64.getEncoder().encodeToString(Signed.sha256(body, secret)));
                return Optional.of(new Push(URI.create("https://host.example/woo"), headers, body));
            }

            @Override
            public void changeOrder(String number) {
                site.shop.edit(ids.get(number), "{\"customer_note\":\"changed\"}");
            }

            @Override
            public int shipmentsOf(String number) {
                return site.shop
                                .holdings()
                                .contains("{\"number\":\"" + number + "\",\"status\":\"completed\",\"_gwms_shipment\"")
                        ? 1
                        : 0;
            }

            @Override
            public Optional<UnaryOperator<String>> spoil(String number) {
                return Optional.of(body -> body.replaceAll(
                        "(\"number\":\"" + number + "\".*?\"date_created_gmt\":)\"[^\"]*\"", "$1\"yesterday\""));
            }
        };
    }
}
