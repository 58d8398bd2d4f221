package io.gwms.order;

import io.gwms.GwmsException;
import io.gwms.catalogue.Catalogue;
import io.gwms.internal.Require;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The SKU mappings of stores. A mapping counts as soon as it is committed: a dispatch reads it afresh.
 * The waiting orders that show the SKU are judged anew right after, each in a commit of its own.
 */
final class SkuBindings {
    private static final int TRIES = 5;

    private final StateRepository state;
    private final Catalogue catalogue;
    private final InstantSource clock;
    private final OrderRules rules;

    SkuBindings(StateRepository state, Catalogue catalogue, InstantSource clock, OrderRules rules) {
        this.state = state;
        this.catalogue = catalogue;
        this.clock = clock;
        this.rules = rules;
    }

    Optional<Reason> bind(StoreId store, String platformSku, WarehouseSku warehouseSku, int unitsEach) {
        String sku = Require.text(platformSku, "platformSku").strip();
        SkuMapping mapping = new SkuMapping(store, sku, warehouseSku, unitsEach, clock.instant());
        if (!catalogue.exists(warehouseSku)) {
            return Optional.of(ReasonCode.UNKNOWN_WAREHOUSE_SKU.about(
                    warehouseSku.value(), "there is no warehouse SKU '" + warehouseSku + "'"));
        }
        commit(new Change.BindSku(mapping));
        rejudgeAll(store, Set.of(sku));
        return Optional.empty();
    }

    void unbind(StoreId store, String platformSku) {
        String sku = Require.text(platformSku, "platformSku").strip();
        commit(new Change.UnbindSku(store, sku));
        rejudgeAll(store, Set.of(sku));
    }

    /** A mapping stands alone in its commit, so nothing in there can conflict. */
    private void commit(Change change) {
        CommitResult result = state.commit(List.of(change));
        if (!result.isCommitted()) {
            throw new GwmsException(
                    "GWMS-1301",
                    "the store refused a SKU mapping on its own: " + result,
                    "check the state repository with its contract tests");
        }
    }

    /** After an order was bound: the other orders that wait with the same platform SKUs. */
    void rejudge(OrderId id, OrderResult result, List<LineBinding> bindings) {
        if (bindings.isEmpty()) {
            return;
        }
        Optional<Order> found = result.fold(accepted -> Optional.of(accepted.order()), OrderResult.Refused::current);
        if (found.isEmpty()) {
            return;
        }
        Order order = found.get();
        Set<String> skus = new HashSet<>();
        for (LineBinding binding : bindings) {
            order.line(binding.lineId())
                    .filter(OrderLine::hasPlatformSku)
                    .ifPresent(line -> skus.add(line.platformSku()));
        }
        rejudgeAll(id.store(), skus);
    }

    private void rejudgeAll(StoreId store, Set<String> platformSkus) {
        for (String sku : platformSkus) {
            for (Order waiting : state.orders().waitingFor(store, sku)) {
                rejudgeOne(waiting);
            }
        }
    }

    private void rejudgeOne(Order waiting) {
        Optional<Order> order = Optional.of(waiting);
        for (int i = 0; i < TRIES && order.isPresent(); i++) {
            List<Change> changes = rejudged(order.get(), clock.instant());
            if (changes.isEmpty() || state.commit(changes).isCommitted()) {
                return;
            }
            order = state.orders().find(waiting.id());
        }
    }

    private List<Change> rejudged(Order order, Instant now) {
        if (LifecycleTable.cell(order.status(), OrderAction.BIND_SKU, order.kind())
                .isRefused()) {
            return List.of();
        }
        List<String> skus = new ArrayList<>();
        for (OrderLine line : order.lines()) {
            skus.add(line.platformSku());
        }
        Map<String, SkuMapping> mappings = rules.mappings(order.id().store(), skus);
        List<OrderLine> lines = Lines.resolved(order.lines(), mappings);
        if (lines.equals(order.lines())) {
            return List.of();
        }
        Order next = order.change(now)
                .lines(lines)
                .exceptions(Judgement.judge(new OpenExceptions(order.exceptions(), now), order.platform(), lines)
                        .list())
                .done();
        return List.of(new Change.SaveOrder(next), Journal.step(order, next, "MAPPING_CHANGED", "6", "judged anew"));
    }
}
