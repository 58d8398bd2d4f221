package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.Catalogue;
import io.gwms.sku.SkuMapping;
import io.gwms.state.Change;
import io.gwms.state.CommandRecord;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries commands out: reads, decides, commits, and does it again when somebody else was faster. */
final class OrderCommands {
    private static final int TRIES = 5;
    private static final int CHUNK = 500;

    private final StateRepository state;
    private final OrderSettings settings;
    private final FactFinding facts;

    OrderCommands(
            StateRepository state, Catalogue catalogue, InstantSource clock, OrderSettings settings, OrderRules rules) {
        this.state = state;
        this.settings = settings;
        this.facts = new FactFinding(state, catalogue, clock, settings, rules);
    }

    List<Offer> offers(Order order) {
        return OrderLifecycle.STANDARD.offers(order, facts.of(order));
    }

    /** What would become of it, without doing it. */
    DispatchVerdict judge(DispatchOrder request, boolean batch) {
        Order order = state.orders().find(request.order()).orElse(null);
        if (order == null) {
            return new DispatchVerdict(request.order(), List.of(unknown(request.order())));
        }
        OrderCommand command = new OrderCommand.Dispatch(request, batch);
        FactFinding.Chosen chosen = facts.chosen(command);
        Decision decision = OrderLifecycle.STANDARD.decide(order, command, facts.of(order, command, chosen));
        return new DispatchVerdict(
                order.id(), decision instanceof Decision.Refused refused ? refused.reasons() : List.of());
    }

    private static Reason unknown(OrderId id) {
        return ReasonCode.UNKNOWN_ORDER.about(id.toString(), "there is no order " + id);
    }

    List<OrderResult> dispatchAll(DispatchBatch batch, CommandOptions options) {
        boolean single = batch.orders().size() == 1;
        List<OrderResult> results = new ArrayList<>(batch.orders().size());
        for (int from = 0; from < batch.orders().size(); from += CHUNK) {
            List<OrderId> ids = batch.orders()
                    .subList(from, Math.min(from + CHUNK, batch.orders().size()));
            Map<OrderId, Order> read = new HashMap<>();
            state.orders().findAll(ids).forEach(order -> read.put(order.id(), order));
            for (OrderId id : ids) {
                DispatchOrder request = DispatchOrder.of(id, batch.warehouse(), batch.channel());
                results.add(run(id, new OrderCommand.Dispatch(request, !single), options.keyOf(id), read.get(id)));
            }
        }
        return List.copyOf(results);
    }

    OrderResult run(OrderId id, OrderCommand command, CommandOptions options) {
        requireNonNull(id, "id");
        requireNonNull(options, "options");
        return run(id, command, options, state.orders().find(id).orElse(null));
    }

    private OrderResult run(OrderId id, OrderCommand command, CommandOptions options, @Nullable Order read) {
        FactFinding.Chosen chosen = facts.chosen(command);
        Deciding deciding = new Deciding(
                command.action(),
                () -> CommandContent.of(id, command),
                order -> facts.of(order, command, chosen),
                (order, known) -> OrderLifecycle.STANDARD.decide(order, command, known));
        return run(id, deciding, options, read);
    }

    OrderResult rejectBuyersRequest(OrderId id, String reason, CommandOptions options) {
        requireNonNull(id, "id");
        requireNonNull(options, "options");
        Deciding rejecting = new Deciding(
                OrderAction.CANCEL,
                () -> CommandContent.ofRejecting(id, reason),
                facts::of,
                (order, known) -> BuyersRequest.rejected(order, reason, options.actor(), known));
        return run(id, rejecting, options, state.orders().find(id).orElse(null));
    }

    /**
     * How a command is decided.
     *
     * @param action what it does
     * @param content a digest of everything it asks for
     * @param facts what it needs to know of the order
     * @param decide what it amounts to
     */
    private record Deciding(
            OrderAction action,
            Supplier<String> content,
            Function<Order, OrderFacts> facts,
            BiFunction<Order, OrderFacts, Decision> decide) {}

    private OrderResult run(OrderId id, Deciding command, CommandOptions options, @Nullable Order read) {
        String key = options.key().orElse(null);
        String content = key == null ? "" : command.content().get();
        Order order = read;
        for (int i = 0; i < TRIES; i++) {
            if (key != null) {
                Optional<CommandRecord> kept = state.orders().command(key);
                if (kept.isPresent()) {
                    return repeated(id, kept.get(), content);
                }
            }
            if (order == null) {
                return refused(id, unknown(id), null);
            }
            long version = order.version();
            if (options.expectedVersion().isPresent()
                    && options.expectedVersion().get() != version) {
                return stale(order, options.expectedVersion().get());
            }
            OrderFacts known = command.facts().apply(order);
            Decision decision = command.decide().apply(order, known);
            OrderResult result = committed(order, decision, command.action(), options, content, known);
            if (result != null) {
                return result;
            }
            order = state.orders().find(id).orElse(null);
        }
        return refused(id, ReasonCode.BUSY.plain(), order);
    }

    /** The result when all of it is stored; null when something it was built upon has changed. */
    private @Nullable OrderResult committed(
            Order order,
            Decision decision,
            OrderAction action,
            CommandOptions options,
            String content,
            OrderFacts known) {
        if (decision instanceof Decision.Refused refused) {
            if (refused.record().isEmpty()) {
                return new OrderResult.Refused(
                        order.id(), refused.reasons(), order, OrderLifecycle.STANDARD.offers(order, known));
            }
            if (!state.commit(journaled(refused.record(), options, known)).isCommitted()) {
                return null;
            }
            Order now = saved(refused.record(), order);
            return new OrderResult.Refused(
                    order.id(), refused.reasons(), now, OrderLifecycle.STANDARD.offers(now, known));
        }
        if (decision instanceof Decision.Replayed replayed) {
            List<Change> keys = options.key().map(key -> recorded(key, content, known)).stream()
                    .toList();
            boolean kept = keys.isEmpty() || state.commit(keys).isCommitted();
            return kept ? new OrderResult.Accepted(replayed.order(), true) : null;
        }
        Decision.Accepted accepted = (Decision.Accepted) decision;
        List<Change> changes = accepted.changes(order, action, options.actor(), known);
        addMappingJournal(changes, options, known);
        options.key().ifPresent(key -> changes.add(recorded(key, content, known)));
        if (!changes.isEmpty()) {
            CommitResult result = state.commit(changes);
            if (!result.isCommitted()) {
                return null;
            }
            settings.wakeTasks().run();
        }
        return new OrderResult.Accepted(accepted.next(), false);
    }

    private static Change recorded(String key, String content, OrderFacts known) {
        return new Change.RecordCommand(key, content, "ACCEPTED", known.now());
    }

    /** The changes in the name of whoever gave the command, with the journal of the mappings among them. */
    private static List<Change> journaled(List<Change> changes, CommandOptions options, OrderFacts known) {
        List<Change> all = new ArrayList<>(Journal.by(options.actor(), changes));
        addMappingJournal(all, options, known);
        return all;
    }

    private static void addMappingJournal(List<Change> changes, CommandOptions options, OrderFacts known) {
        for (Change change : List.copyOf(changes)) {
            if (change instanceof Change.BindSku bind) {
                SkuMapping before = known.mappings().get(bind.mapping().platformSku());
                SkuBindings.journal(bind.mapping(), before, options.actor()).ifPresent(changes::add);
            }
        }
    }

    private static Order saved(List<Change> changes, Order before) {
        for (Change change : changes) {
            if (change instanceof Change.SaveOrder save) {
                return save.order();
            }
        }
        return before;
    }

    private OrderResult repeated(OrderId id, CommandRecord kept, String content) {
        Order order = state.orders().find(id).orElse(null);
        if (order == null || !kept.contentHash().equals(content)) {
            return refused(
                    id,
                    ReasonCode.KEY_REUSED.about(kept.key(), "key '" + kept.key() + "' was used for another command"),
                    order);
        }
        return new OrderResult.Accepted(order, true);
    }

    private OrderResult stale(Order order, long expected) {
        return refused(
                order.id(),
                ReasonCode.STALE_VERSION.about(
                        "", "the order has version " + order.version() + ", but the command expects " + expected),
                order);
    }

    private OrderResult refused(OrderId id, Reason reason, @Nullable Order order) {
        return new OrderResult.Refused(id, List.of(reason), order, order == null ? List.of() : offers(order));
    }
}
