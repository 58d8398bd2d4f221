package io.gwms.testkit.shipbob;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.CallFaults;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ShipBob account over HTTP, version 2026-01: {@code /order} (create, list, get, cancel), {@code /receiving} (create,
 * list, boxes, cancel), {@code /inventory} and {@code /inventory-level} by lot and by location. Orders ship as virtual
 * time passes; a test also ships, splits, stops and stows by hand.
 *
 * <p>Operations for {@link #faults}: {@code order.create}, {@code order.list}, {@code order.get}, {@code order.cancel},
 * {@code receiving.create}, {@code receiving.list}, {@code receiving.get}, {@code receiving.boxes}, {@code receiving.cancel}, {@code items},
 * {@code locations}, {@code lots}.
 *
 * <p>It lives in memory only. <b>Threads:</b> shared; requests are answered one at a time.
 */
public final class FakeShipBob implements FakeService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "/2026-01";
    private static final Pattern OF_ONE = Pattern.compile("/(order|receiving)/([0-9]{1,18})(:cancel|/boxes|)");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualClock clock;
    private final CallFaults faults = CallFaults.none();
    private final Deque<Instant> lately = new ArrayDeque<>();
    private final Deliveries deliveries;
    private final Centre centre;
    private final OrdersApi orders;
    private final ReceivingApi receivings;
    private final InventoryApi inventory;

    private FakeShipBob(Builder builder, ShipBobSettings settings) {
        this.clock = builder.clock;
        this.deliveries = new Deliveries(builder.webhookSecret);
        this.centre = new Centre(settings, clock, deliveries);
        this.orders = new OrdersApi(centre);
        this.receivings = new ReceivingApi(centre);
        this.inventory = new InventoryApi(centre);
        builder.stock.forEach(each -> centre.move(each.spot, each.pieces));
    }

    /** An account to be set up; token and channel are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** What goes wrong, to be planned at any time. */
    public CallFaults faults() {
        return faults;
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public synchronized FakeReply handle(FakeRequest request) {
        centre.settle();
        try {
            admit(request);
            String operation = operation(request);
            return faults.play(operation, () -> answer(operation, request));
        } catch (Problem problem) {
            return problem.reply();
        }
    }

    private void admit(FakeRequest request) {
        String wanted = "Bearer " + centre.settings.token();
        if (!request.header("Authorization").orElse("").equals(wanted)) {
            throw Problem.of(401, "Unauthorized", "The access token is missing, expired or unknown.");
        }
        int most = centre.settings.requestsAMinute();
        Instant now = centre.now();
        lately.removeIf(at -> !at.isAfter(now.minus(MINUTE)));
        if (most > 0 && lately.size() >= most) {
            throw Problem.tooMany(Duration.between(now, lately.getFirst().plus(MINUTE)));
        }
        lately.add(now);
    }

    private String operation(FakeRequest request) {
        if (!request.path().startsWith(ROOT + "/")) {
            throw Problem.of(404, "Not Found", "There is nothing at " + request.path());
        }
        String path = request.path().substring(ROOT.length());
        Matcher one = OF_ONE.matcher(path);
        if (one.matches()) {
            String what = one.group(3).isEmpty() ? "get" : one.group(3).substring(1);
            return one.group(1) + "." + what;
        }
        return switch (request.method() + " " + path) {
            case "POST /order" -> "order.create";
            case "GET /order" -> "order.list";
            case "POST /receiving" -> "receiving.create";
            case "GET /receiving" -> "receiving.list";
            case "GET /inventory" -> "items";
            case "GET /inventory-level/locations" -> "locations";
            case "GET /inventory-level/lots" -> "lots";
            default -> throw Problem.of(404, "Not Found", "There is nothing at " + request.method() + " " + path);
        };
    }

    private FakeReply answer(String operation, FakeRequest request) {
        try {
            boolean writes = request.method().equals("POST");
            boolean channelled = request.header("shipbob_channel_id").orElse("").equals(centre.settings.channel());
            if (writes && operation.startsWith("order.create") && !channelled) {
                throw Problem.ofField(422, "shipbob_channel_id", "The channel is missing or not yours.");
            }
            return switch (operation) {
                case "order.create" -> orders.create(request, body(request));
                case "order.list" -> orders.list(request);
                case "order.get" -> orders.get(id(request));
                case "order.cancel" -> orders.cancel(id(request));
                case "receiving.create" -> receivings.create(body(request));
                case "receiving.list" -> receivings.list(request);
                case "receiving.get" -> receivings.get(id(request));
                case "receiving.boxes" -> receivings.boxes(id(request));
                case "receiving.cancel" -> receivings.cancel(id(request));
                case "items" -> inventory.items(request);
                case "locations" -> inventory.locations(request);
                case "lots" -> inventory.lots(request);
                default -> throw Problem.of(405, "Method Not Allowed", operation);
            };
        } catch (Problem problem) {
            return problem.reply();
        }
    }

    private static long id(FakeRequest request) {
        Matcher one = OF_ONE.matcher(request.path().substring(ROOT.length()));
        if (!one.matches()) {
            throw Problem.of(404, "Not Found", request.path());
        }
        return Long.parseLong(one.group(2));
    }

    private static JsonNode body(FakeRequest request) {
        try {
            JsonNode body = JSON.readTree(request.body());
            if (body.isObject()) {
                return body;
            }
        } catch (IOException e) {
            // told below
        }
        throw Problem.of(400, "Bad Request", "The body is not a JSON object.");
    }

    // --- the test's hand ---

    /** Ships all of an order now. */
    public synchronized void ship(String reference) {
        HeldOrder order = centre.order(reference);
        order.parcels.stream()
                .filter(parcel -> parcel.is("Processing"))
                .toList()
                .forEach(parcel -> centre.ship(order, parcel, parcel.pieces, centre.now()));
    }

    /** Ships so much of each SKU of an order now and calls it fulfilled; nothing more will come. */
    public synchronized void shipShort(String reference, Map<String, Long> pieces) {
        HeldOrder order = centre.order(reference);
        centre.ship(order, order.parcels.get(0), pieces, centre.now());
    }

    /** Splits off a second parcel with so much of each SKU and ships the first one now. */
    public synchronized void shipFirstPart(String reference, Map<String, Long> first) {
        HeldOrder order = centre.order(reference);
        HeldOrder.Parcel whole = order.parcels.get(0);
        var rest = new HeldOrder.Parcel(centre.nextId(), whole.shipAt);
        Map<String, Long> asked = new HashMap<>(whole.pieces);
        whole.giveBack();
        whole.takes.clear();
        orders.holdAgain(whole, order, first);
        asked.forEach((sku, pieces) -> rest.pieces.put(sku, pieces - first.getOrDefault(sku, 0L)));
        rest.pieces.values().removeIf(pieces -> pieces == 0);
        orders.holdAgain(rest, order, Map.copyOf(rest.pieces));
        order.parcels.add(rest);
        centre.ship(order, whole, first, centre.now());
    }

    /** Prints the label of an order: it can no longer be cancelled, and has not shipped. */
    public synchronized void label(String reference) {
        centre.order(reference).parcels.forEach(parcel -> parcel.status = "LabeledCreated");
    }

    /** Stops an order for that reason. */
    public synchronized void stop(String reference, String why) {
        HeldOrder order = centre.order(reference);
        order.parcels.forEach(parcel -> centre.stop(order, parcel, why));
    }

    /** Counts and stows so much of each SKU of what was announced by that number; then it has that status. */
    public synchronized void stow(String purchaseOrder, Map<String, Long> pieces, String status) {
        receivings.stow(centre.receiving(purchaseOrder), pieces, status);
    }

    /** Puts pieces there, beside all orders, or takes them away when negative. */
    public synchronized void moveStock(ShipBobStock spot, long pieces) {
        centre.move(spot, pieces);
    }

    /** Tells its subscriber of an order as it stands now, as a new event. */
    public synchronized ShipBobDelivery tell(String reference, String topic) {
        centre.settle();
        deliveries.add(topic, centre.order(reference), centre.now());
        List<ShipBobDelivery> all = deliveries.all();
        return all.get(all.size() - 1);
    }

    /** Everything it told its subscriber so far, oldest first; empty without a webhook secret. */
    public synchronized List<ShipBobDelivery> deliveries() {
        centre.settle();
        return deliveries.all();
    }

    /** {@inheritDoc} Fields: {@code orders}, {@code receivings} and {@code stock}, rows with nothing in them included. */
    @Override
    public synchronized String holdings() {
        centre.settle();
        ObjectNode holdings = JsonNodeFactory.instance.objectNode();
        var all = holdings.putArray("orders");
        centre.orders.forEach(order -> all.add(order.toJson()));
        var announced = holdings.putArray("receivings");
        centre.receivings.forEach(each -> announced.add(each.toJson()));
        var stock = holdings.putArray("stock");
        centre.shelf
                .rows()
                .forEach(held -> stock.addObject()
                        .put("location", held.spot().location())
                        .put("sku", held.spot().sku())
                        .put("lot", held.spot().lot())
                        .put("on_hand", held.onHand())
                        .put("committed", held.locked()));
        return holdings.toString();
    }

    /** The status word of the order of that reference. */
    public synchronized String statusOf(String reference) {
        centre.settle();
        return centre.order(reference).status();
    }

    /** How many orders of that reference it holds, cancelled ones included. */
    public synchronized long ordersOf(String reference) {
        return centre.orders.stream()
                .filter(order -> order.reference().equals(reference))
                .count();
    }

    /** Settings of a fake account; durations are virtual. */
    public static final class Builder {
        private VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
        private final List<Placed> stock = new ArrayList<>();
        private String token = "";
        private String channel = "";
        private String webhookSecret = "";
        private Duration shipAfter = Duration.ofHours(1);
        private int mostPerPage = 100;
        private Duration cursorLife = Duration.ofHours(1);
        private boolean omitsZeroRows;
        private boolean relativeNext;
        private int requestsAMinute;

        private Builder() {}

        private record Placed(ShipBobStock spot, long pieces) {}

        /** The virtual clock; its own, beginning on 2026-01-01T00:00:00Z, unless set. */
        public Builder clock(VirtualClock value) {
            this.clock = requireNonNull(value, "clock");
            return this;
        }

        /** Required. The access token that requests must bear. */
        public Builder token(String value) {
            this.token = requireNonNull(value, "token");
            return this;
        }

        /** Required. The number of the channel that orders are created in. */
        public Builder channel(String value) {
            this.channel = requireNonNull(value, "channel");
            return this;
        }

        /** Signs notifications with this secret ({@code whsec_…}); without one there are none. */
        public Builder webhookSecret(String value) {
            this.webhookSecret = requireNonNull(value, "webhookSecret");
            return this;
        }

        /** Puts stock in place. */
        public Builder stock(ShipBobStock spot, long pieces) {
            stock.add(new Placed(spot, pieces));
            return this;
        }

        /** From an order's creation to its shipment; one hour unless set. */
        public Builder shipAfter(Duration value) {
            this.shipAfter = requireNonNull(value, "shipAfter");
            return this;
        }

        /** The largest page of inventory; a larger one is refused. 100 unless set. */
        public Builder mostPerPage(int value) {
            this.mostPerPage = value;
            return this;
        }

        /** How long the address of a next page works; one hour unless set. */
        public Builder cursorLife(Duration value) {
            this.cursorLife = requireNonNull(value, "cursorLife");
            return this;
        }

        /** Leaves lots with nothing in them out of the list by lot; shows them unless set. */
        public Builder omitsZeroRows(boolean value) {
            this.omitsZeroRows = value;
            return this;
        }

        /** Names the next page by its path alone; by its whole address unless set. */
        public Builder relativeNext(boolean value) {
            this.relativeNext = value;
            return this;
        }

        /** Refuses more requests than that in any minute of virtual time; the platform's figure is 150. No limit unless set. */
        public Builder requestsAMinute(int value) {
            this.requestsAMinute = value;
            return this;
        }

        /** Checks the settings together. */
        public FakeShipBob build() {
            require(!token.isBlank(), "token is missing: call token(…) with the one that the connector uses");
            require(channel.matches("[0-9]+"), "channel is '" + channel + "', but must be the connector's number");
            require(
                    webhookSecret.isEmpty() || webhookSecret.startsWith("whsec_"),
                    "webhookSecret must begin with whsec_");
            return new FakeShipBob(
                    this,
                    new ShipBobSettings(
                            token,
                            channel,
                            shipAfter,
                            mostPerPage,
                            cursorLife,
                            omitsZeroRows,
                            relativeNext,
                            requestsAMinute));
        }

        private static void require(boolean fine, String message) {
            if (!fine) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
