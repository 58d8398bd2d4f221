package io.gwms.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class StoreTest {
    private static Store at(String endpoint) {
        return Store.of(new StoreId("acme"), "Acme", PlatformType.SHOPIFY, URI.create(endpoint));
    }

    @Test
    void anEndpointThatCannotBeCalledIsRefusedWithItsForm() {
        for (String endpoint : new String[] {"acme.myshopify.com", "ftp://acme", "https://h/a?x=1", "https://h/#f"}) {
            assertThatThrownBy(() -> at(endpoint))
                    .as(endpoint)
                    .hasMessageContaining("endpoint is " + endpoint)
                    .hasMessageContaining("https://host");
        }
        assertThat(at("http://127.0.0.1:8080").endpoint().getPort()).isEqualTo(8080);
    }

    @Test
    void aLoginInAnEndpointIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> at("https://me:hunter2@h")).hasMessageNotContaining("hunter2");
    }
}
