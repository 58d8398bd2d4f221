package io.gwms.platform.makro;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Orders;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads orders: a window of the three lists of shipments, then all shipments of the orders in it, then where they go. */
final class ShipmentReads {
    private static final String FILTER = "/v3/shipments/filter";
    private static final int MOST_IDS = 100;
    private static final Duration EARLY = Duration.ofSeconds(1);

    /** The lists of a window, in the order in which shipments go through them. */
    private static final List<String> TYPES = List.of("preDispatch", "postDispatch", "cancelled");

    private record Page(
            List<JsonNode> shipments,
            @Nullable String next,
            @Nullable Instant at) {}

    private record Answered(
            List<JsonNode> shipments, @Nullable Instant at) {}

    private final OrderMapping mapping;
    private final int pageSize;

    ShipmentReads(OrderMapping mapping, int pageSize) {
        this.mapping = mapping;
        this.pageSize = pageSize;
    }

    Outcome<OrderPage> window(FetchOrders request) {
        StoreSession session = request.session();
        return page(session, request.window(), "modifiedDate", requireNonNullElse(request.cursor(), ""))
                .then(page -> orders(session, orderIds(page.shipments()), true).then(read -> {
                    List<FetchedOrder> all = new ArrayList<>(read.orders());
                    page.shipments().stream()
                            .filter(shipment -> orderIds(List.of(shipment)).isEmpty())
                            .map(shipment -> nameless(session, shipment))
                            .forEach(all::add);
                    return Outcome.done(new OrderPage(all, page.next(), earliest(page.at(), read.platformTime())));
                }));
    }

    Outcome<OrderPage> numbers(LookUpOrders request) {
        return orders(
                request.session(),
                request.numbers().stream().map(String::strip).collect(Collectors.toCollection(LinkedHashSet::new)),
                false);
    }

    /** The orders of a page as their shipments name them; how they stand takes all their shipments. */
    Outcome<OrderListing> listing(ListOrders request) {
        return page(request.session(), request.window(), "orderDate", requireNonNullElse(request.cursor(), ""))
                .then(page -> {
                    boolean nameless = page.shipments().stream()
                            .anyMatch(shipment -> orderIds(List.of(shipment)).isEmpty());
                    return nameless
                            ? Outcome.unknown("Makro listed a shipment that names no order")
                            : Outcome.done(new OrderListing(
                                    orderIds(page.shipments()).stream()
                                            .map(id -> new OrderListing.Listed(id, id, null, null))
                                            .toList(),
                                    page.next(),
                                    page.at()));
                });
    }

    /** All shipments of those orders; orders that Makro does not know have none. */
    Outcome<List<JsonNode>> ofOrders(StoreSession session, Collection<String> orderIds) {
        return shipments(session, "/v3/shipments?orderIds=", orderIds).then(all -> Outcome.done(all.shipments()));
    }

    /** Where shipments go and who carries them, by shipment id. */
    Outcome<Map<String, JsonNode>> details(StoreSession session, Collection<String> shipmentIds) {
        return shipments(session, "/v3/shipments/", shipmentIds).then(all -> Outcome.done(byId(all.shipments())));
    }

    private Outcome<OrderPage> orders(StoreSession session, Set<String> orderIds, boolean listed) {
        return shipments(session, "/v3/shipments?orderIds=", orderIds).then(held -> {
            List<String> ids = held.shipments().stream()
                    .map(OrderMapping::id)
                    .filter(id -> !id.isBlank())
                    .distinct()
                    .toList();
            return shipments(session, "/v3/shipments/", ids).then(details -> {
                Map<String, JsonNode> going = byId(details.shipments());
                List<FetchedOrder> read = new ArrayList<>();
                for (String orderId : orderIds) {
                    List<JsonNode> own = held.shipments().stream()
                            .filter(shipment -> OrderMapping.items(shipment, orderId)
                                    .findAny()
                                    .isPresent())
                            .toList();
                    if (!own.isEmpty()) {
                        read.add(mapping.map(session, orderId, own, going));
                    } else if (listed) {
                        read.add(Orders.unreadable(
                                orderId,
                                orderId,
                                "Makro lists the order and does not show it",
                                "",
                                session.redactor()));
                    }
                }
                return Outcome.done(new OrderPage(read, null, earliest(held.at(), details.at())));
            });
        });
    }

    private Outcome<Answered> shipments(StoreSession session, String path, Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        List<JsonNode> found = new ArrayList<>();
        @Nullable Instant at = null;
        for (int from = 0; from < all.size(); from += MOST_IDS) {
            String some = all.subList(from, Math.min(all.size(), from + MOST_IDS)).stream()
                    .map(MakroClient::encoded)
                    .collect(Collectors.joining(","));
            Outcome<MakroClient.Answer> answer = MakroClient.get(session, path + some);
            Outcome<List<JsonNode>> part = answer.then(reply -> reply.shipments(session));
            if (part.asDone().isEmpty()) {
                return part.then(never -> Outcome.unknown("never"));
            }
            found.addAll(part.asDone().get());
            at = earliest(at, answer.asDone().orElseThrow().at());
        }
        return Outcome.done(new Answered(found, at));
    }

    /** A cursor is the list's name, and behind it the page as Makro named it. */
    private Outcome<Page> page(StoreSession session, TimeWindow window, String by, String cursor) {
        int colon = cursor.indexOf(':');
        String type = colon < 0 ? TYPES.get(0) : cursor.substring(0, colon);
        int next = TYPES.indexOf(type) + 1;
        String at = cursor.substring(colon + 1);
        Outcome<MakroClient.Answer> answer = at.isEmpty()
                ? MakroClient.ask(session, FILTER, filter(type, window, by))
                : MakroClient.get(session, at);
        return answer.then(reply -> reply.shipments(session).then(shipments -> {
            JsonNode more = reply.body().path("hasMore");
            if (!more.isBoolean()) {
                return Outcome.unknown("Makro did not say whether there are more shipments: "
                        + MakroClient.excerpt(reply.body(), session));
            }
            if (!more.booleanValue()) {
                return Outcome.done(
                        new Page(shipments, next < TYPES.size() ? TYPES.get(next) + ":" : null, reply.at()));
            }
            return next(session, reply.body().path("nextPageUrl").asText(""), at)
                    .then(path -> Outcome.done(new Page(shipments, type + ":" + path, reply.at())));
        }));
    }

    /** Only a page of this very list on this very host is followed: the token goes along. */
    private static Outcome<String> next(StoreSession session, String named, String at) {
        URI endpoint = session.store().endpoint();
        try {
            URI next = URI.create(named);
            if (next.getRawAuthority() != null
                    && !(next.getRawAuthority().equalsIgnoreCase(endpoint.getRawAuthority())
                            && endpoint.getScheme().equalsIgnoreCase(next.getScheme()))) {
                return Outcome.unknown("Makro names a next page on another host, which is not followed");
            }
            String path = String.valueOf(next.getRawPath());
            if (!path.matches("(/[\\w/-]*)?" + FILTER + "/?") || next.getRawQuery() == null) {
                return Outcome.unknown("Makro says there is more and names no next page of the list");
            }
            String tail = FILTER + "?" + next.getRawQuery();
            return tail.equals(at)
                    ? Outcome.unknown("Makro names the page it has just shown as the next one")
                    : Outcome.done(tail);
        } catch (IllegalArgumentException e) {
            return Outcome.unknown("Makro names a next page that is no address");
        }
    }

    /** Whether the ends of a window belong to it is not said, so it is asked for a little wider. */
    private ObjectNode filter(String type, TimeWindow window, String by) {
        ObjectNode body = MakroClient.object();
        ObjectNode filter = body.putObject("filter").put("type", type);
        filter.putObject(by)
                .put(
                        "from",
                        window.from()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .minus(EARLY)
                                .toString())
                .put(
                        "to",
                        window.to().truncatedTo(ChronoUnit.SECONDS).plus(EARLY).toString());
        body.putObject("pagination").put("pageSize", pageSize);
        body.putObject("sort").put("field", by).put("order", "asc");
        return body;
    }

    private static FetchedOrder nameless(StoreSession session, JsonNode shipment) {
        return Orders.unreadable(
                OrderMapping.id(shipment), "", "the shipment names no order", shipment.toString(), session.redactor());
    }

    private static Set<String> orderIds(List<JsonNode> shipments) {
        return shipments.stream()
                .flatMap(shipment -> Fields.elements(shipment.path("orderItems")))
                .map(item -> item.path("orderId").asText(""))
                .filter(id -> !id.isBlank())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Map<String, JsonNode> byId(List<JsonNode> shipments) {
        Map<String, JsonNode> byId = new HashMap<>();
        shipments.forEach(shipment -> byId.put(OrderMapping.id(shipment), shipment));
        return byId;
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        return Stream.of(Optional.ofNullable(one), Optional.ofNullable(other))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
