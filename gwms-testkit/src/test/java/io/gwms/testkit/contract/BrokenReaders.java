package io.gwms.testkit.contract;

import io.gwms.order.OrderKind;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchTracking;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.IssuedTracking;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.transport.HttpCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Connectors with one defect each in how they read; a key begins with the clauses that name it. */
final class BrokenReaders {
    static final Map<String, UnaryOperator<PlatformConnector>> ALL = Map.ofEntries(
            Map.entry("1.1 calls for what it does not declare", CallsUndeclared::new),
            Map.entry("1.3 forgets the note of the buyer", BrokenReaders::forgetsTheNote),
            Map.entry("3.1 takes a page of HTML for no orders", HtmlIsNoOrders::new),
            Map.entry("3.2 takes a refused token for «too often»", RefusedIsTooOften::new),
            Map.entry("3.5 takes a failed look-up for «no such order»", FailedLookupIsNone::new),
            Map.entry("4.2 takes a word nobody knows for a cancellation", BrokenReaders::cancelsByAnUnknownWord),
            Map.entry("4.1 gives a page up for one bad order", BadOrderStopsThePage::new),
            Map.entry("5.1+5.2+5.4+5.5 loses the order at which a page ends", BrokenReaders::losesTheLast),
            Map.entry("5.3 finds its place only when it has just been there", ForgetsItsPlace::new),
            Map.entry("5.4 counts its place instead of naming it", CountsItsPlace::new),
            Map.entry("5.8 finds numbers that begin alike", FindsAlike::new),
            Map.entry(
                    "5.10 tells the orders of the page for those of the window",
                    BrokenReaders::tellsThePageForTheWindow),
            Map.entry("8.1 throws at a reply that is nested too deep", Throws::new),
            Map.entry("9.1+1.5+7.1 remembers what it has read", Remembers::new),
            Map.entry("10.1 says the token in a refusal", TellsTheToken::new),
            Map.entry("10.3 prints the token", PrintsTheToken::new),
            Map.entry("11.1 tells our time for the platform's", BrokenReaders::tellsOurTime),
            Map.entry("15.1 leaves the last order of a census page out", CensusLeavesOut::new),
            Map.entry("15.3 takes a failed census for no orders", FailedCensusIsNone::new));

    private static final OrderPage NOTHING = new OrderPage(List.of(), null, null);

    private BrokenReaders() {}

    private static PlatformConnector tellsOurTime(PlatformConnector good) {
        return AlteredConnector.pages(
                good,
                (page, request) -> new OrderPage(
                        page.orders(),
                        page.nextCursor(),
                        request.session().clock().instant()));
    }

    private static PlatformConnector tellsThePageForTheWindow(PlatformConnector good) {
        return AlteredConnector.pages(
                good,
                (page, request) -> new OrderPage(page.orders(), page.nextCursor(), page.platformTime(), (long)
                        page.orders().size()));
    }

    private static PlatformConnector losesTheLast(PlatformConnector good) {
        return AlteredConnector.pages(
                good,
                (page, request) -> page.nextCursor() == null
                        ? page
                        : new OrderPage(
                                page.orders().subList(0, page.orders().size() - 1),
                                page.nextCursor(),
                                page.platformTime()));
    }

    private static PlatformConnector forgetsTheNote(PlatformConnector good) {
        return orders(good, order -> order.toBuilder().buyerNote("").build());
    }

    private static PlatformConnector cancelsByAnUnknownWord(PlatformConnector good) {
        return orders(
                good,
                order -> "open".equals(order.fulfillmentStatus())
                        ? order
                        : order.toBuilder().fact(PlatformFact.CANCELLED).build());
    }

    private static PlatformConnector orders(PlatformConnector good, UnaryOperator<PlatformOrder> altered) {
        return AlteredConnector.pages(
                good,
                (page, request) -> new OrderPage(
                        page.orders().stream()
                                .map(order -> order.<FetchedOrder>fold(
                                        read -> new FetchedOrder.Read(altered.apply(read.order())), bad -> bad))
                                .toList(),
                        page.nextCursor(),
                        page.platformTime()));
    }

    private static final class CallsUndeclared extends AlteredConnector {
        CallsUndeclared(PlatformConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<Optional<IssuedTracking>>> fetchTracking(FetchTracking request) {
            request.session()
                    .transport()
                    .send(HttpCall.get(
                                    request.session().store().endpoint(),
                                    request.session().context())
                            .build());
            return super.fetchTracking(request);
        }
    }

    private static final class HtmlIsNoOrders extends AlteredConnector {
        HtmlIsNoOrders(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            Outcome<OrderPage> page = super.fetchOrders(request);
            return page instanceof Outcome.Unknown<OrderPage> unknown
                            && unknown.cause().contains("<!DOCTYPE")
                    ? Outcome.done(NOTHING)
                    : page;
        }
    }

    private static final class RefusedIsTooOften extends AlteredConnector {
        RefusedIsTooOften(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            Outcome<OrderPage> page = super.fetchOrders(request);
            return page instanceof Outcome.Refused<OrderPage> refused
                            && refused.refusal().code().equals(RefusalCode.NOT_AUTHORIZED)
                            && refused.refusal().text().contains("unauthorized")
                    ? Outcome.refused(Refusal.temporary(RefusalCode.RATE_LIMITED, "try again"))
                    : page;
        }
    }

    private static final class FailedLookupIsNone extends AlteredConnector {
        FailedLookupIsNone(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
            return Outcome.done(super.lookUpOrders(request).asDone().orElse(NOTHING));
        }
    }

    private static final class BadOrderStopsThePage extends AlteredConnector {
        BadOrderStopsThePage(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            return super.fetchOrders(request)
                    .then(page -> page.orders().stream().anyMatch(FetchedOrder.Unreadable.class::isInstance)
                            ? Outcome.unknown("an order cannot be read")
                            : Outcome.done(page));
        }
    }

    private static final class ForgetsItsPlace extends AlteredConnector {
        private @Nullable String place;

        ForgetsItsPlace(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            String known = place != null && place.equals(request.cursor()) ? place : null;
            Outcome<OrderPage> page =
                    super.fetchOrders(new FetchOrders(request.session(), request.kind(), request.window(), known));
            place = page.asDone().map(OrderPage::nextCursor).orElse(null);
            return page;
        }
    }

    private static final class CountsItsPlace extends AlteredConnector {
        CountsItsPlace(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            List<FetchedOrder> all = new ArrayList<>();
            @Nullable String cursor = null;
            OrderPage last;
            do {
                Outcome<OrderPage> page =
                        super.fetchOrders(new FetchOrders(request.session(), request.kind(), request.window(), cursor));
                if (page.asDone().isEmpty()) {
                    return page;
                }
                last = page.asDone().get();
                all.addAll(last.orders());
                cursor = last.nextCursor();
            } while (cursor != null);
            int size = capabilities().cursor().pageSize();
            int from = Math.min(request.cursor() == null ? 0 : Integer.parseInt(request.cursor()), all.size());
            int to = Math.min(from + size, all.size());
            return Outcome.done(new OrderPage(
                    all.subList(from, to), to < all.size() ? String.valueOf(to) : null, last.platformTime()));
        }
    }

    private static final class FindsAlike extends AlteredConnector {
        FindsAlike(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
            List<String> alike = new ArrayList<>(request.numbers());
            request.numbers().forEach(number -> alike.add(number + "2"));
            return super.lookUpOrders(new LookUpOrders(request.session(), request.kind(), alike));
        }
    }

    private static final class Throws extends AlteredConnector {
        Throws(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            Outcome<OrderPage> page = super.fetchOrders(request);
            if (page instanceof Outcome.Unknown<OrderPage> unknown
                    && unknown.cause().contains("[[[")) {
                throw new IllegalStateException(unknown.cause());
            }
            return page;
        }
    }

    private static final class Remembers extends AlteredConnector {
        private final Map<String, Outcome<OrderPage>> seen = new HashMap<>();

        Remembers(PlatformConnector good) {
            super(good);
        }

        @Override
        public synchronized Outcome<OrderPage> fetchOrders(FetchOrders request) {
            String key = request.kind() + "/" + request.window() + "/" + request.cursor();
            Outcome<OrderPage> page = seen.getOrDefault(key, super.fetchOrders(request));
            boolean some =
                    page.asDone().filter(found -> !found.orders().isEmpty()).isPresent();
            if (some && request.kind() == OrderKind.B2C) {
                seen.put(key, page);
            }
            return page;
        }
    }

    private static final class TellsTheToken extends AlteredConnector {
        TellsTheToken(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            Outcome<OrderPage> page = super.fetchOrders(request);
            return page instanceof Outcome.Refused<OrderPage> refused
                            && refused.refusal().text().contains("HTTP 422")
                    ? Outcome.refused(Refusal.permanent(
                            refused.refusal().code(),
                            "refused with "
                                    + request.session()
                                            .credential()
                                            .secret("token")
                                            .reveal()))
                    : page;
        }
    }

    private static final class PrintsTheToken extends AlteredConnector {
        PrintsTheToken(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            Outcome<OrderPage> page = super.fetchOrders(request);
            if (page instanceof Outcome.Refused<OrderPage> refused
                    && refused.refusal().text().contains("HTTP 422")) {
                System.out.println("called with "
                        + request.session().credential().secret("token").reveal());
            }
            return page;
        }
    }

    private static final class CensusLeavesOut extends AlteredConnector {
        CensusLeavesOut(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<OrderListing> listOrders(ListOrders request) {
            return super.listOrders(request)
                    .then(page -> Outcome.done(
                            page.nextCursor() == null
                                    ? page
                                    : new OrderListing(
                                            page.orders()
                                                    .subList(1, page.orders().size()),
                                            page.nextCursor(),
                                            page.platformTime())));
        }
    }

    private static final class FailedCensusIsNone extends AlteredConnector {
        FailedCensusIsNone(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<OrderListing> listOrders(ListOrders request) {
            return Outcome.done(
                    super.listOrders(request).asDone().orElseGet(() -> new OrderListing(List.of(), null, null)));
        }
    }
}
