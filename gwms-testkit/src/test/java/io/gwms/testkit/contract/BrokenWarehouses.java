package io.gwms.testkit.contract;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelRequests;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Connectors with one defect each where they hand over, look up, cancel and read; a key begins with the clauses that name it. */
final class BrokenWarehouses {
    static final Map<String, UnaryOperator<ProxyWarehouseConnector>> ALL = Map.ofEntries(
            Map.entry("1.1 drops the labels it cannot take", DropsLabels::new),
            Map.entry("2.1 takes a lost reply for a refusal", LostIsRefused::new),
            Map.entry("2.4+3.2+3.3 takes a failed look-up for «not there»", FailedLookUpIsNone::new),
            Map.entry("3.2 takes another's order for its own", TakesAnothers::new),
            Map.entry("3.3 takes an order that lacks its lines for one of none", LacksLines::new),
            Map.entry("7.8 takes a figure that is missing for zero", LacksFigures::new),
            Map.entry("2.5 takes «called too often» for a failure", TooOftenIsUnknown::new),
            Map.entry("7.4 calls everything fit for sale", AllIsFit::new),
            Map.entry("7.4 leaves out when a batch came", LacksTimes::new),
            Map.entry("3.1+2.1 takes HTTP 200 for a success", StatusIsVerdict::new),
            Map.entry("4.1 tells a duplicate as a wrong request", DuplicateIsWrong::new),
            Map.entry("5.1 fails at what is cancelled already", AlreadyIsWrong::new),
            Map.entry("5.2 takes «too late» for «cancelled before»", TooLateIsAlready::new),
            Map.entry("5.3 takes a lost cancel for done", LostCancelIsDone::new),
            Map.entry("6.1 guesses at a word it does not know", Guesses::new),
            Map.entry("7.1 leaves locked pieces out", LeavesLockedOut::new),
            Map.entry("7.2+7.3+7.7+7.8 takes an error for an empty warehouse", ErrorIsEmpty::new),
            Map.entry("7.3 does not look at which page came", AnyPageWillDo::new),
            Map.entry("7.4 states a total it does not declare", StatesATotal::new),
            Map.entry("7.5 names the first call for every batch", NamesTheFirst::new),
            Map.entry("7.5 names a call that nobody made", NamesNone::new),
            Map.entry("7.6 tells of every SKU whatever it is asked for", TellsAll::new),
            Map.entry("7.6 tells of the first SKU it is asked for", TellsTheFirst::new),
            Map.entry("7.7 takes an error for «nothing of that SKU»", SilenceIsNone::new),
            Map.entry("1.1 asks for more SKUs than it declares", AsksForAny::new),
            Map.entry("8.2 answers in an order of its own", Reverses::new),
            Map.entry("9.1 sends again when it hears nothing", SendsAgain::new),
            Map.entry("10.1 throws without a credential", ThrowsWithout::new),
            Map.entry("10.2 says the token when it does not know", TellsTheToken::new));

    private BrokenWarehouses() {}

    private static final class DropsLabels extends AlteredWarehouse {
        DropsLabels(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request) {
            return good.createOutbounds(new CreateOutbounds(
                    request.session(),
                    request.outbounds().stream()
                            .map(order -> new OutboundRequest(
                                    order.reference(), order.channel(), order.recipient(), order.lines()))
                            .toList()));
        }
    }

    /** One whose answers to a create are others. */
    private static class Creates extends AlteredWarehouse {
        private final BiFunction<CreateOutbounds, Outcome<RemoteOrder>, Outcome<RemoteOrder>> change;

        Creates(
                ProxyWarehouseConnector good,
                BiFunction<CreateOutbounds, Outcome<RemoteOrder>, Outcome<RemoteOrder>> change) {
            super(good);
            this.change = change;
        }

        @Override
        public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request) {
            return each(good.createOutbounds(request), answer -> change.apply(request, answer));
        }
    }

    private static final class LostIsRefused extends Creates {
        LostIsRefused(ProxyWarehouseConnector good) {
            super(
                    good,
                    (request, answer) -> answer instanceof Outcome.Unknown
                            ? Outcome.refused(RefusalCode.PLATFORM_FAILURE, "no reply")
                            : answer);
        }
    }

    private static final class TooOftenIsUnknown extends Creates {
        TooOftenIsUnknown(ProxyWarehouseConnector good) {
            super(
                    good,
                    (request, answer) -> WarehouseScene.codeOf(answer)
                                    .filter(RefusalCode.RATE_LIMITED::equals)
                                    .isPresent()
                            ? Outcome.unknown("answered HTTP 429")
                            : answer);
        }
    }

    private static final class StatusIsVerdict extends Creates {
        StatusIsVerdict(ProxyWarehouseConnector good) {
            super(
                    good,
                    (request, answer) -> answer.toString().contains("neither success nor an error")
                            ? Outcome.done(RemoteOrder.builder(
                                            request.outbounds().get(0).reference(), "?", RemoteStatus.IN_WORK, "")
                                    .build())
                            : answer);
        }
    }

    private static final class DuplicateIsWrong extends Creates {
        DuplicateIsWrong(ProxyWarehouseConnector good) {
            super(
                    good,
                    (request, answer) -> WarehouseScene.codeOf(answer)
                                    .filter(RefusalCode.DUPLICATE_REFERENCE::equals)
                                    .isPresent()
                            ? Outcome.refused(RefusalCode.INVALID_REQUEST, "wrong")
                            : answer);
        }
    }

    private static final class TellsTheToken extends Creates {
        TellsTheToken(ProxyWarehouseConnector good) {
            super(
                    good,
                    (request, answer) -> answer instanceof Outcome.Unknown
                            ? Outcome.unknown("sent with "
                                    + request.session()
                                            .credential()
                                            .secret("token")
                                            .reveal())
                            : answer);
        }
    }

    private static final class ThrowsWithout extends AlteredWarehouse {
        ThrowsWithout(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request) {
            request.session().credential().secret("token");
            return good.createOutbounds(request);
        }
    }

    private static final class SendsAgain extends AlteredWarehouse {
        SendsAgain(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request) {
            List<Outcome<RemoteOrder>> first = good.createOutbounds(request);
            if (first.get(0) instanceof Outcome.Unknown) {
                good.createOutbounds(request);
            }
            return first;
        }
    }

    private static final class FailedLookUpIsNone extends AlteredWarehouse {
        FailedLookUpIsNone(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
            return each(
                    good.findOutbounds(request),
                    answer -> answer instanceof Outcome.Unknown ? Outcome.done(Optional.empty()) : answer);
        }
    }

    private static final class TakesAnothers extends AlteredWarehouse {
        TakesAnothers(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
            return good.findOutbounds(new FindOrders(
                    misreading(request.session(), body -> body.replace("\"R-9\"", "\"R-1\"")), request.references()));
        }
    }

    private static final class LacksLines extends AlteredWarehouse {
        LacksLines(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
            return good.findOutbounds(
                    new FindOrders(misreading(request.session(), missing("lines", "[]")), request.references()));
        }
    }

    private static final class LacksFigures extends AlteredWarehouse {
        LacksFigures(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
            return good.fetchInventory(new FetchInventory(
                    misreading(request.session(), missing("locked", "0")), request.skus(), request.sink()));
        }
    }

    private static final class Guesses extends AlteredWarehouse {
        Guesses(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
            return good.findOutbounds(new FindOrders(
                    misreading(request.session(), body -> body.replace("\"status\":\"\"", "\"status\":\"IN_WORK\"")),
                    request.references()));
        }
    }

    private static final class Reverses extends AlteredWarehouse {
        Reverses(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
            List<String> sorted = new ArrayList<>(request.references());
            Collections.sort(sorted);
            return good.findOutbounds(new FindOrders(request.session(), sorted));
        }
    }

    /** One whose answers to a cancel are others. */
    private static class Cancels extends AlteredWarehouse {
        private final UnaryOperator<Outcome<RemoteStatus>> change;

        Cancels(ProxyWarehouseConnector good, UnaryOperator<Outcome<RemoteStatus>> change) {
            super(good);
            this.change = change;
        }

        @Override
        public List<Outcome<RemoteStatus>> cancelOutbounds(CancelRequests request) {
            return each(good.cancelOutbounds(request), change);
        }

        static Outcome<RemoteStatus> swapped(Outcome<RemoteStatus> answer, RefusalCode one, RefusalCode other) {
            return WarehouseScene.codeOf(answer).filter(one::equals).isPresent()
                    ? Outcome.refused(other, "no")
                    : answer;
        }
    }

    private static final class AlreadyIsWrong extends Cancels {
        AlreadyIsWrong(ProxyWarehouseConnector good) {
            super(good, answer -> swapped(answer, RefusalCode.ALREADY_DONE, RefusalCode.INVALID_REQUEST));
        }
    }

    private static final class TooLateIsAlready extends Cancels {
        TooLateIsAlready(ProxyWarehouseConnector good) {
            super(good, answer -> swapped(answer, RefusalCode.TOO_LATE, RefusalCode.ALREADY_DONE));
        }
    }

    private static final class LostCancelIsDone extends Cancels {
        LostCancelIsDone(ProxyWarehouseConnector good) {
            super(good, answer -> answer instanceof Outcome.Unknown ? Outcome.done(RemoteStatus.CANCELLED) : answer);
        }
    }

    /** One whose batches are others. */
    private static class Reads extends AlteredWarehouse {
        private final UnaryOperator<RemoteBatch> change;

        Reads(ProxyWarehouseConnector good, UnaryOperator<RemoteBatch> change) {
            super(good);
            this.change = change;
        }

        @Override
        public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
            return good.fetchInventory(new FetchInventory(
                    request.session(), request.skus(), batch -> request.sink().accept(change.apply(batch))));
        }

        static RemoteBatch from(RemoteBatch batch, int page) {
            return new RemoteBatch(
                    batch.proxySku(),
                    batch.quality(),
                    batch.available(),
                    batch.locked(),
                    batch.statedTotal(),
                    batch.inboundNo(),
                    batch.inboundAt(),
                    List.of(page));
        }

        static RemoteBatch with(RemoteBatch batch, long locked, boolean totalled) {
            return new RemoteBatch(
                    batch.proxySku(),
                    batch.quality(),
                    batch.available(),
                    locked,
                    totalled ? (Long) (batch.available() + batch.locked()) : null,
                    batch.inboundNo(),
                    batch.inboundAt());
        }

        static RemoteBatch told(RemoteBatch batch, StockQuality quality, @Nullable Instant inboundAt) {
            return new RemoteBatch(
                    batch.proxySku(),
                    quality,
                    batch.available(),
                    batch.locked(),
                    batch.statedTotal(),
                    batch.inboundNo(),
                    inboundAt,
                    batch.pages());
        }
    }

    private static final class LeavesLockedOut extends Reads {
        LeavesLockedOut(ProxyWarehouseConnector good) {
            super(good, batch -> with(batch, 0, false));
        }
    }

    private static final class StatesATotal extends Reads {
        StatesATotal(ProxyWarehouseConnector good) {
            super(good, batch -> with(batch, batch.locked(), true));
        }
    }

    private static final class AllIsFit extends Reads {
        AllIsFit(ProxyWarehouseConnector good) {
            super(good, batch -> told(batch, StockQuality.QUALIFIED, batch.inboundAt()));
        }
    }

    private static final class LacksTimes extends Reads {
        LacksTimes(ProxyWarehouseConnector good) {
            super(good, batch -> told(batch, batch.quality(), null));
        }
    }

    private static final class NamesTheFirst extends Reads {
        NamesTheFirst(ProxyWarehouseConnector good) {
            super(good, batch -> from(batch, 1));
        }
    }

    private static final class NamesNone extends Reads {
        NamesNone(ProxyWarehouseConnector good) {
            super(good, batch -> from(batch, 99));
        }
    }

    /** One that is asked for some SKUs and asks for others. */
    private static class AsksForOthers extends AlteredWarehouse {
        private final UnaryOperator<List<String>> change;

        AsksForOthers(ProxyWarehouseConnector good, UnaryOperator<List<String>> change) {
            super(good);
            this.change = change;
        }

        final int most() {
            return good.capabilities().inventory().orElseThrow().skusAtOnce();
        }

        @Override
        public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
            List<String> skus = request.skus();
            return good.fetchInventory(new FetchInventory(
                    request.session(), skus.size() > most() ? skus : change.apply(skus), request.sink()));
        }
    }

    private static final class TellsAll extends AsksForOthers {
        TellsAll(ProxyWarehouseConnector good) {
            super(good, skus -> List.of());
        }
    }

    private static final class TellsTheFirst extends AsksForOthers {
        TellsTheFirst(ProxyWarehouseConnector good) {
            super(good, skus -> skus.isEmpty() ? skus : skus.subList(0, 1));
        }
    }

    private static final class AsksForAny extends AsksForOthers {
        AsksForAny(ProxyWarehouseConnector good) {
            super(good, skus -> skus);
        }

        @Override
        public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
            List<String> skus =
                    request.skus().subList(0, Math.min(most(), request.skus().size()));
            return super.fetchInventory(new FetchInventory(request.session(), skus, request.sink()));
        }
    }

    private static final class SilenceIsNone extends AsksForOthers {
        SilenceIsNone(ProxyWarehouseConnector good) {
            super(good, skus -> skus);
        }

        @Override
        public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
            Outcome<InventoryExtent> answer = super.fetchInventory(request);
            int asked = request.skus().size();
            return asked > 0
                            && asked <= most()
                            && answer.asDone().filter(InventoryExtent::complete).isEmpty()
                    ? Outcome.done(InventoryExtent.complete(0, 1))
                    : answer;
        }
    }

    private static final class ErrorIsEmpty extends AlteredWarehouse {
        ErrorIsEmpty(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
            return good.fetchInventory(request)
                    .then(extent -> Outcome.done(InventoryExtent.complete(extent.rows(), extent.pages())));
        }
    }

    private static final class AnyPageWillDo extends AlteredWarehouse {
        AnyPageWillDo(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
            int[] page = {0};
            return good.fetchInventory(new FetchInventory(
                    misreading(
                            request.session(), body -> body.replaceFirst("\"page\":[0-9]+", "\"page\":" + page[0]++)),
                    request.skus(),
                    request.sink()));
        }
    }
}
