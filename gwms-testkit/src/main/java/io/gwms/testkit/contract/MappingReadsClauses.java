package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.AcknowledgeState;
import io.gwms.order.Order;
import io.gwms.sku.MappingChange;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.data.SampleOrder;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a {@link StateRepository} shows of SKU mappings and of what waits for one. */
abstract class MappingReadsClauses extends StateReadsClauses {
    @Test
    @DisplayName("shows which waiting orders of a store have a SKU, and which SKUs are not mapped")
    public void showsWaitingSkus() {
        Order waiting = save(SampleOrder.of("acme", "1").lines("MUG", "BOWL", "MUG", ""));
        Order dispatched = save(SampleOrder.of("acme", "2").lines("MUG"));
        save(SampleOrder.of("beta", "3").lines("MUG"));
        Order acknowledged = save(SampleOrder.of("acme", "4").lines("PLATE").purchaseOrder());
        save(SampleOrder.of("acme", "2").lines("MUG").dispatched(dispatched, 1, NOON));
        Order accepted = save(acknowledged
                .change(NOON)
                .acknowledge(AcknowledgeState.ACCEPTED_ALL)
                .done());

        assertThat(state().orders().waitingFor(ACME, "MUG")).containsExactly(waiting);
        assertThat(state().orders().waitingFor(ACME, "PLATE")).containsExactly(accepted);
        assertThat(state().orders().waitingFor(ACME, "")).isEmpty();
        assertThat(state().mappings().unmapped(ACME)).containsExactly("BOWL", "MUG", "PLATE");

        commit(new Change.BindSku(SkuMapping.of(ACME, "MUG", new WarehouseSku("W"), 1, NOON)));
        assertThat(state().mappings().unmapped(ACME)).containsExactly("BOWL", "PLATE");
        assertThat(state().mappings().unmapped(BETA)).containsExactly("MUG");
    }

    @Test
    @DisplayName("lists the bindings of a store by platform SKU")
    public void listsMappings() {
        SkuMapping b = SkuMapping.of(ACME, "B", new WarehouseSku("W1"), 1, NOON);
        SkuMapping a = SkuMapping.of(ACME, "A", new WarehouseSku("W1"), 6, NOON);
        commit(
                new Change.BindSku(b),
                new Change.BindSku(a),
                new Change.BindSku(SkuMapping.of(BETA, "C", new WarehouseSku("W2"), 1, NOON)));

        assertThat(state().mappings().list(ACME)).containsExactly(a, b);
        assertThat(state().mappings().findAll(ACME, List.of("B", "C", "B"))).containsExactly(b);
        assertThat(state().mappings().findAll(ACME, List.of())).isEmpty();
        commit(new Change.UnbindSku(ACME, "B"), new Change.UnbindSku(ACME, "never bound"));
        assertThat(state().mappings().list(ACME)).containsExactly(a);
        assertThat(state().mappings().find(ACME, "B")).isEmpty();
    }

    @Test
    @DisplayName("tells texts apart by every character, blanks at their end too, and sorts them by code point")
    public void comparesText() {
        List<String> ids = List.of("ACME", "acme", "acme ", "acmé", "acm\uff61", "acm\ud83d\ude00");
        ids.forEach(id ->
                state().stores().save(Store.of(new StoreId(id), id, PlatformType.SHOPIFY, URI.create("http://a"))));

        assertThat(state().stores().all())
                .extracting(store -> store.id().value())
                .containsExactlyElementsOf(ids);
        assertThat(state().stores().find(new StoreId("acme "))).map(Store::name).contains("acme ");
    }

    @Test
    @DisplayName("keeps who bound a platform SKU to what, oldest first, for each store and SKU apart")
    public void keepsMappingJournal() {
        List<SkuPieces> kit =
                List.of(new SkuPieces(new WarehouseSku("W1"), 1), new SkuPieces(new WarehouseSku("W2"), 6));
        MappingChange first = new MappingChange(ACME, "A", List.of(), kit, NOON, "anna");
        MappingChange second = new MappingChange(ACME, "A", kit, List.of(), NOON, "ben");
        commit(
                new Change.AddMappingJournal(first),
                new Change.AddMappingJournal(new MappingChange(BETA, "A", List.of(), kit, NOON, "eve")),
                new Change.AddMappingJournal(second),
                new Change.BindSku(new SkuMapping(ACME, "A", kit, NOON)));

        assertThat(state().mappings().journal(ACME, "A")).containsExactly(first, second);
        assertThat(state().mappings().journal(ACME, "B")).isEmpty();
        assertThat(state().mappings().find(ACME, "A").orElseThrow().goods()).isEqualTo(kit);
    }
}
