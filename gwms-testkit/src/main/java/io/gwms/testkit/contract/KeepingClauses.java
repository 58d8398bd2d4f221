package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.GwmsException;
import io.gwms.order.Order;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.data.SampleTasks;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 9: what is kept comes back as it was. */
abstract class KeepingClauses extends CommitClauses {
    @Test
    @DisplayName("keeps instants to the millisecond and text as it is (rule 9)")
    public void keepsMillisecondsAndText() {
        String odd = "Ωмега 😀 \"quoted\" 'single' back\\slash \t tab \n line \u2028 %_ \u0001 e\u0301 ﷺ";
        Order order = SampleOrder.of("acme", "o😀1")
                .numbered(odd)
                .to(odd)
                .orderedAt(NOON.plusNanos(123_456_789))
                .lines(odd)
                .stored();

        committed(
                new Change.SaveOrder(order),
                new Change.BindSku(SkuMapping.of(STORE, odd, new WarehouseSku(odd), 1, NOON.plusNanos(999_999))));

        Order read = otherNode().orders().find(order.id()).orElseThrow();
        assertThat(read.platform().orderedAt()).isEqualTo(NOON.plusMillis(123));
        assertThat(read.createdAt()).isEqualTo(NOON.plusMillis(123));
        assertThat(read.platform().recipient().name()).isEqualTo(odd);
        assertThat(read.platform().number()).isEqualTo(odd);
        assertThat(read.lines().get(0).platformSku()).isEqualTo(odd);
        assertThat(otherNode().mappings().find(STORE, odd).orElseThrow().changedAt())
                .isEqualTo(NOON);
        assertThat(state().orders().findByNumber(STORE, odd)).containsExactly(read);
    }

    @Test
    @DisplayName("refuses a NUL and half a character before anything is stored (rule 9)")
    public void refusesTextThatIsNone() {
        for (String bad : List.of("a\u0000b", "half \uD83D", "\uDE00")) {
            Order order = SampleOrder.of("acme", "1").to(bad).stored();
            assertThatThrownBy(() -> commit(command("c1"), new Change.SaveOrder(order)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Recipient.name");
            assertThatThrownBy(() -> commit(command("c1"), new Change.AddTask(SampleTasks.create(bad, NOON))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(state().orders().command("c1")).isEmpty();
        assertThat(state().orders().countByStatus()).isEmpty();
        committed(command("c1"));
    }

    @Test
    @DisplayName("keeps a store, whole, under its id")
    public void keepsStores() {
        Store store = Store.of(STORE, "Acme ZA", PlatformType.SHOPIFY, URI.create("https://acme.example"));
        state().stores().save(store);
        state().stores()
                .save(Store.of(new StoreId("beta"), "Beta", PlatformType.TAKEALOT, URI.create("https://b.example")));
        state().stores().save(store.withReadOnly(true).withSwitches(false, true));

        assertThat(otherNode().stores().find(STORE))
                .contains(store.withReadOnly(true).withSwitches(false, true));
        assertThat(otherNode().stores().all())
                .extracting(each -> each.id().value())
                .containsExactly("acme", "beta");
        assertThat(state().stores().find(new StoreId("none"))).isEmpty();
    }

    @Test
    @DisplayName("never lets a store become one of another platform, for its orders are that platform's")
    public void storesKeepTheirPlatform() {
        Store store = Store.of(STORE, "Acme ZA", PlatformType.SHOPIFY, URI.create("https://acme.example"));
        state().stores().save(store);

        assertThatThrownBy(() -> state().stores()
                        .save(Store.of(STORE, "Acme", PlatformType.TAKEALOT, URI.create("https://b.example"))))
                .isInstanceOf(GwmsException.class)
                .hasMessageContaining("[GWMS-2109] the store acme is of SHOPIFY");

        assertThat(otherNode().stores().find(STORE)).contains(store);
    }
}
