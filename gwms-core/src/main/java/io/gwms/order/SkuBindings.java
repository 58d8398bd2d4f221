package io.gwms.order;

import io.gwms.GwmsException;
import io.gwms.catalogue.Catalogue;
import io.gwms.internal.Require;
import io.gwms.sku.MappingChange;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    private final StuckOutbounds stuck;

    SkuBindings(StateRepository state, Catalogue catalogue, InstantSource clock, OrderRules rules, Runnable wakeTasks) {
        this.state = state;
        this.catalogue = catalogue;
        this.clock = clock;
        this.rules = rules;
        this.stuck = new StuckOutbounds(state, clock, rules, wakeTasks);
    }

    List<Reason> bind(StoreId store, String platformSku, List<SkuPieces> goods, String actor) {
        String sku = Require.text(platformSku, "platformSku").strip();
        SkuMapping mapping = new SkuMapping(store, sku, goods, clock.instant());
        List<Reason> unknown = new ArrayList<>();
        if (state.stores().find(store).isEmpty()) {
            unknown.add(ReasonCode.UNKNOWN_STORE.about(store.value(), "there is no store '" + store + "'"));
        }
        for (SkuPieces part : mapping.goods()) {
            if (!catalogue.exists(part.sku())) {
                unknown.add(Binding.unknownSku(part.sku()));
            }
        }
        if (!unknown.isEmpty()) {
            return List.copyOf(unknown);
        }
        SkuMapping before = state.mappings().find(store, sku).orElse(null);
        journal(mapping, before, actor).ifPresent(entry -> commit(List.of(new Change.BindSku(mapping), entry)));
        rejudgeAll(store, Set.of(sku), actor);
        return List.of();
    }

    void unbind(StoreId store, String platformSku, String actor) {
        String sku = Require.text(platformSku, "platformSku").strip();
        SkuMapping before = state.mappings().find(store, sku).orElse(null);
        if (before == null) {
            return;
        }
        commit(List.of(
                new Change.UnbindSku(store, sku),
                new Change.AddMappingJournal(
                        new MappingChange(store, sku, before.goods(), List.of(), clock.instant(), actor))));
        rejudgeAll(store, Set.of(sku), actor);
    }

    /** What the journal says of a mapping that was made in place of another; nothing when it is the same. */
    static Optional<Change> journal(SkuMapping mapping, @Nullable SkuMapping before, String actor) {
        List<SkuPieces> was = before == null ? List.of() : before.goods();
        return was.equals(mapping.goods())
                ? Optional.empty()
                : Optional.of(new Change.AddMappingJournal(new MappingChange(
                        mapping.store(), mapping.platformSku(), was, mapping.goods(), mapping.changedAt(), actor)));
    }

    /** A mapping stands alone in its commit, so nothing in there can conflict. */
    private void commit(List<Change> changes) {
        CommitResult result = state.commit(changes);
        if (!result.isCommitted()) {
            throw new GwmsException(
                    "GWMS-1301",
                    "the store refused a SKU mapping on its own: " + result,
                    "check the state repository with its contract tests");
        }
    }

    /** After an order was bound: the other orders that wait with the same platform SKUs. */
    void rejudge(OrderId id, OrderResult result, List<LineBinding> bindings, String actor) {
        if (bindings.isEmpty()) {
            return;
        }
        Order order = result instanceof OrderResult.Refused refused
                ? refused.order()
                : ((OrderResult.Accepted) result).order();
        if (order == null) {
            return;
        }
        Set<String> skus = new HashSet<>();
        for (LineBinding binding : bindings) {
            order.line(binding.lineId())
                    .filter(OrderLine::hasPlatformSku)
                    .ifPresent(line -> skus.add(line.platformSku()));
        }
        rejudgeAll(id.store(), skus, actor);
    }

    private void rejudgeAll(StoreId store, Set<String> platformSkus, String actor) {
        for (String sku : platformSkus) {
            for (Order waiting : state.orders().waitingFor(store, sku)) {
                rejudgeOne(waiting, actor);
            }
        }
        if (!platformSkus.isEmpty()) {
            stuck.release(store, platformSkus, actor);
        }
    }

    private void rejudgeOne(Order waiting, String actor) {
        Optional<Order> order = Optional.of(waiting);
        for (int i = 0; i < TRIES && order.isPresent(); i++) {
            List<Change> changes = Journal.by(actor, rejudged(order.get(), clock.instant()));
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
        List<OrderLine> lines = Lines.resolved(order.lines(), rules.mappings(order));
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
