package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OrderQueryTest {
    @Test
    void aPageHasOneToFiveHundredRows() {
        assertThat(OrderQuery.newest(1).limit()).isEqualTo(1);
        assertThat(OrderQuery.newest(500).limit()).isEqualTo(500);
        assertThatThrownBy(() -> OrderQuery.newest(0)).hasMessageContaining("1 to 500");
        assertThatThrownBy(() -> OrderQuery.newest(501)).hasMessageContaining("1 to 500");
    }

    @Test
    void recipientsAndTrackingNumbersAreLookedForAmongConsumersOrdersOnly() {
        OrderQuery purchases = OrderQuery.newest(10).withKind(OrderKind.B2B);
        TextFilter text = TextFilter.exactly("T1");
        assertThatThrownBy(() -> purchases.withTracking(text)).hasMessageContaining("B2C");
        assertThatThrownBy(() -> purchases.withRecipient(text)).hasMessageContaining("B2C");
        assertThat(purchases.withKind(OrderKind.B2C).withTracking(text).trackingNumber())
                .isEqualTo(text);
    }
}
