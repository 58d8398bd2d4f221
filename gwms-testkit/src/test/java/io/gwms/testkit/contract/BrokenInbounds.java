package io.gwms.testkit.contract;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.CallbackNotice;
import io.gwms.proxy.CallbackVerdict;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.CreateInbounds;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.ReadCallback;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.StatusCallbacks;
import io.gwms.task.BusinessType;
import io.gwms.transport.HttpCall.Header;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Connectors with one defect each in inbound orders and notifications; a key begins with the clauses that name it. */
final class BrokenInbounds {
    static final Map<String, UnaryOperator<ProxyWarehouseConnector>> ALL = Map.ofEntries(
            Map.entry("11.2 takes a lost reply for «not announced»", LostIsRefused::new),
            Map.entry("11.3+11.7 takes a failed look-up for «not announced»", FailedLookUpIsNone::new),
            Map.entry("11.4 tells a second announcement as a wrong one", DuplicateIsWrong::new),
            Map.entry("11.5 tells half of what came", TellsHalf::new),
            Map.entry("11.6 calls a late cancel done", LateCancelIsDone::new),
            Map.entry("11.7 takes an order that lacks its receipts for one of which nothing came", LacksReceipts::new),
            Map.entry("12.1 knows its headers in one spelling only", readsAs(BrokenInbounds::oneSpelling)),
            Map.entry("12.2+12.3+12.5+12.6 believes whatever comes", readsAs(BrokenInbounds::believes)),
            Map.entry("12.3 does not look at the time", readsAs(BrokenInbounds::timeless)),
            Map.entry("12.4 counts deliveries, not events", readsAs(BrokenInbounds::countsDeliveries)),
            Map.entry("12.5 throws at what it cannot read", readsAs(BrokenInbounds::throwsAtNonsense)),
            Map.entry("12.6 takes a secret that is not stored for a wrong one", readsAs(BrokenInbounds::secretless)));

    private BrokenInbounds() {}

    private static final class LostIsRefused extends AlteredWarehouse {
        LostIsRefused(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<RemoteOrder>> createInbounds(CreateInbounds request) {
            return each(
                    good.createInbounds(request),
                    answer -> answer instanceof Outcome.Unknown
                            ? Outcome.refused(RefusalCode.PLATFORM_FAILURE, "no reply")
                            : answer);
        }
    }

    private static final class DuplicateIsWrong extends AlteredWarehouse {
        DuplicateIsWrong(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<RemoteOrder>> createInbounds(CreateInbounds request) {
            return each(
                    good.createInbounds(request),
                    answer -> answer instanceof Outcome.Refused
                                    && !WarehouseScene.codeOf(answer)
                                            .filter(RefusalCode.NOT_SENT::equals)
                                            .isPresent()
                            ? Outcome.refused(RefusalCode.INVALID_REQUEST, "wrong")
                            : answer);
        }
    }

    private static final class FailedLookUpIsNone extends AlteredWarehouse {
        FailedLookUpIsNone(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<Optional<RemoteOrder>>> findInbounds(FindOrders request) {
            return each(
                    good.findInbounds(request),
                    answer -> answer instanceof Outcome.Unknown ? Outcome.done(Optional.empty()) : answer);
        }
    }

    private static final class TellsHalf extends AlteredWarehouse {
        TellsHalf(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<Optional<RemoteOrder>>> findInbounds(FindOrders request) {
            return each(
                    good.findInbounds(request),
                    answer -> answer.then(found -> Outcome.done(found.map(TellsHalf::half))));
        }

        private static RemoteOrder half(RemoteOrder order) {
            return RemoteOrder.builder(order.reference(), order.thirdPartyNo(), order.status(), order.rawStatus())
                    .lines(order.lines())
                    .endedAt(order.endedAt())
                    .receipts(order.receipts().stream()
                            .map(receipt -> new RemoteOrder.Receipt(
                                    receipt.proxySku(), receipt.quality(), receipt.quantity() / 2, receipt.putAwayAt()))
                            .toList())
                    .build();
        }
    }

    private static final class LacksReceipts extends AlteredWarehouse {
        LacksReceipts(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<Optional<RemoteOrder>>> findInbounds(FindOrders request) {
            return good.findInbounds(
                    new FindOrders(misreading(request.session(), missing("receipts", "[]")), request.references()));
        }
    }

    private static final class LateCancelIsDone extends AlteredWarehouse {
        LateCancelIsDone(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<RemoteStatus>> cancelInbounds(CancelOrders request) {
            return each(
                    good.cancelInbounds(request),
                    answer -> answer instanceof Outcome.Refused ? Outcome.done(RemoteStatus.CANCELLED) : answer);
        }
    }

    private static UnaryOperator<ProxyWarehouseConnector> readsAs(
            BiFunction<StatusCallbacks, ReadCallback, CallbackVerdict> reading) {
        return good -> new AlteredWarehouse(good) {
            @Override
            public Optional<StatusCallbacks> callbacks() {
                StatusCallbacks callbacks = good.callbacks().orElseThrow();
                return Optional.of(request -> reading.apply(callbacks, request));
            }
        };
    }

    private static CallbackVerdict oneSpelling(StatusCallbacks good, ReadCallback request) {
        List<Header> known = request.delivery().headers().stream()
                .filter(header ->
                        header.name().startsWith("X-S") || header.name().startsWith("X-Ti"))
                .toList();
        return good.read(with(request, known, request.delivery().receivedAt()));
    }

    private static CallbackVerdict believes(StatusCallbacks good, ReadCallback request) {
        String body = new String(request.delivery().body(), StandardCharsets.UTF_8).strip();
        return new CallbackVerdict.Authentic(
                body.isEmpty() || !body.contains("R-1") ? "event" : body,
                List.of(new CallbackNotice(BusinessType.OUTBOUND, "R-1", "", "CHANGED")));
    }

    private static CallbackVerdict timeless(StatusCallbacks good, ReadCallback request) {
        return request.delivery()
                .header("X-Time")
                .map(time -> good.read(with(request, request.delivery().headers(), Instant.parse(time))))
                .orElseGet(() -> good.read(request));
    }

    private static CallbackVerdict countsDeliveries(StatusCallbacks good, ReadCallback request) {
        return good.read(request) instanceof CallbackVerdict.Authentic authentic
                ? new CallbackVerdict.Authentic(UUID.randomUUID().toString(), authentic.notices())
                : good.read(request);
    }

    private static CallbackVerdict secretless(StatusCallbacks good, ReadCallback request) {
        return good.read(request) instanceof CallbackVerdict.Rejected rejected
                        && rejected.why() == CallbackVerdict.Why.NO_SECRET
                ? new CallbackVerdict.Rejected(CallbackVerdict.Why.FORGED, rejected.text())
                : good.read(request);
    }

    private static CallbackVerdict throwsAtNonsense(StatusCallbacks good, ReadCallback request) {
        if (!new String(request.delivery().body(), StandardCharsets.UTF_8).contains("R-")) {
            throw new IllegalArgumentException("no reference");
        }
        return good.read(request);
    }

    private static ReadCallback with(ReadCallback request, List<Header> headers, Instant receivedAt) {
        CallbackDelivery delivery = request.delivery();
        return new ReadCallback(
                new CallbackDelivery(delivery.method(), delivery.target(), headers, delivery.body(), receivedAt),
                request.credential(),
                request.redactor());
    }
}
