package io.gwms.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The link of a product in the sync history. */
class ProductPageTest {
    private static final Store SHOP =
            Store.of(new StoreId("shop-1"), "Acme", PlatformType.SHOPIFY, URI.create("https://acme.example:8443"));
    private static final ProductPage PAGE = new ProductPage("https://{host}/admin/products/{id}");

    @Test
    void fillsInTheStoresHostAndTheLastPartOfTheId() {
        assertThat(PAGE.of(SHOP, "gid://shopify/Product/4711"))
                .contains(URI.create("https://acme.example:8443/admin/products/4711"));
        assertThat(PAGE.of(SHOP, "")).isEmpty();
    }

    @Test
    void anIdCannotBreakOutOfItsPlace() {
        assertThat(PAGE.of(SHOP, "1?x=<script>#\" {host}"))
                .contains(
                        URI.create("https://acme.example:8443/admin/products/1%3Fx%3D%3Cscript%3E%23%22%20%7Bhost%7D"));
    }

    @Test
    void refusesATemplateThatIsNoWebPageOfAProduct() {
        assertThatThrownBy(() -> new ProductPage("javascript:alert({id})")).hasMessageContaining("https://{host}");
        assertThatThrownBy(() -> new ProductPage("https://{host}/products")).hasMessageContaining("{id}");
    }
}
