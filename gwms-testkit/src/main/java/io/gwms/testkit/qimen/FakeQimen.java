package io.gwms.testkit.qimen;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.CallFaults;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A warehouse that speaks the Qimen dialect (XML) over HTTP at {@value #PATH}: {@code deliveryorder.create} and {@code
 * query}, {@code orderprocess.query}, {@code order.cancel}, {@code entryorder.create} and {@code query}, {@code
 * stock.query}, each under {@code taobao.qimen.}. Every refusal is HTTP 200 with flag failure; times are Beijing's. Orders
 * are picked and shipped as virtual time passes. A cancel of a picked order only begins an interception, which cancels it or
 * {@linkplain Builder#interceptionFails falls back}.
 *
 * <p>Operations for {@link #faults} are the method names without {@code taobao.qimen.}.
 *
 * <p>The signature check follows the documented rule and is unverified against a real warehouse. It lives in memory only.
 * <b>Threads:</b> shared; requests are answered one at a time.
 */
public final class FakeQimen implements FakeService {
    /** Where it answers. */
    public static final String PATH = "/router/qimen/service";

    /** The code with which it refuses what it does not know; standards name none. */
    public static final String NOT_FOUND = Methods.NOT_FOUND;

    private static final String PREFIX = "taobao.qimen.";

    private final VirtualClock clock;
    private final CallFaults faults = CallFaults.none();
    private final Depot depot;
    private final Methods methods;

    private FakeQimen(Builder builder, QimenSettings settings) {
        this.clock = builder.clock;
        this.depot = new Depot(settings, clock);
        this.methods = new Methods(depot);
        builder.stock.forEach(each -> depot.move(each.spot, each.pieces));
    }

    /** A warehouse to be set up; key, secret, customer and owner are required. */
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
        if (!request.path().equals(PATH) || !request.method().equals("POST")) {
            return FakeReply.of(404, "text/html", "<html><body>404 Not Found</body></html>");
        }
        depot.settle();
        Map<String, String> parameters = request.queryParameters();
        try {
            Gate.check(parameters, request.body(), depot.settings, depot.now());
        } catch (Xml.Failure failure) {
            return xml(failure.reply());
        }
        String method = parameters.getOrDefault("method", "").replaceFirst("^" + PREFIX, "");
        return faults.play(method, () -> {
            try {
                return xml(Xml.response(methods.call(method, Xml.parsed(request.body()))));
            } catch (Xml.Failure failure) {
                return xml(failure.reply());
            }
        });
    }

    private static FakeReply xml(String text) {
        return FakeReply.of(200, "text/xml;charset=UTF-8", text);
    }

    // --- the test's hand ---

    /** Ships all of an order now. */
    public synchronized void ship(String code) {
        Paper order = Depot.find(depot.deliveries, code);
        depot.ship(order, order.planned, depot.now());
    }

    /** Ships so much of each item of an order now and calls it delivered; nothing more will come. */
    public synchronized void shipShort(String code, Map<String, Long> pieces) {
        depot.ship(Depot.find(depot.deliveries, code), pieces, depot.now());
    }

    /** Picks an order: from now on a cancel has to find its parcel first. */
    public synchronized void pick(String code) {
        Depot.find(depot.deliveries, code).turn("PICK", depot.now());
    }

    /** Whether from now on no picked parcel is found, as {@link Builder#interceptionFails} has it from the start. */
    public synchronized void interceptionsFail(boolean value) {
        depot.settle();
        depot.interceptionFails = value;
    }

    /** Gives an order that status word. */
    public synchronized void say(String code, String word) {
        Depot.find(depot.deliveries, code).turn(word, depot.now());
    }

    /** Receives so much of each item of what was announced, of that inventory type. */
    public synchronized void receive(String code, Map<String, Long> pieces, String type) {
        depot.receive(Depot.find(depot.entries, code), pieces, type);
    }

    /** Puts pieces there, beside all orders, or takes them away when negative. */
    public synchronized void moveStock(QimenStock spot, long pieces) {
        depot.move(spot, pieces);
    }

    /** Tells its owner's system of an order as it stands now, as a new event. */
    public synchronized QimenNotice tell(String code) {
        depot.settle();
        Paper order = Depot.find(depot.deliveries, code);
        depot.notify("deliveryorder.confirm", "deliveryOrder", "deliveryOrderCode", order, depot.now());
        return depot.notices.get(depot.notices.size() - 1);
    }

    /** Everything it told its owner's system so far, oldest first. */
    public synchronized List<QimenNotice> notices() {
        depot.settle();
        return List.copyOf(depot.notices);
    }

    /** How many orders of that code it holds, cancelled ones included. */
    public synchronized long ordersOf(String code) {
        return depot.deliveries.stream()
                .filter(order -> order.code.equals(code))
                .count();
    }

    /** The status word of the first order of that code. */
    public synchronized String statusOf(String code) {
        depot.settle();
        return Depot.find(depot.deliveries, code).status;
    }

    /** {@inheritDoc} Fields: {@code deliveries} and {@code entries} (code and status each) and {@code stock}. */
    @Override
    public synchronized String holdings() {
        depot.settle();
        ObjectNode holdings = JsonNodeFactory.instance.objectNode();
        for (boolean out : new boolean[] {true, false}) {
            var list = holdings.putArray(out ? "deliveries" : "entries");
            (out ? depot.deliveries : depot.entries)
                    .forEach(paper -> list.addObject().put("code", paper.code).put("status", paper.status));
        }
        var rows = holdings.putArray("stock");
        depot.shelf
                .rows()
                .forEach(held -> rows.addObject()
                        .put("item", held.spot().itemCode())
                        .put("type", held.spot().type())
                        .put("batch", held.spot().batchCode())
                        .put("onHand", held.onHand())
                        .put("locked", held.locked()));
        return holdings.toString();
    }

    /** Settings of a fake warehouse; durations are virtual. */
    public static final class Builder {
        private VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
        private final List<Placed> stock = new ArrayList<>();
        private String appKey = "";
        private String appSecret = "";
        private String customerId = "";
        private String owner = "";
        private Duration shipAfter = Duration.ofHours(1);
        private Duration pickAfter = Duration.ofMinutes(30);
        private Duration interceptAfter = Duration.ofMinutes(20);
        private boolean interceptionFails;
        private boolean omitsZeroRows;
        private boolean quantityIncludesLocked;
        private boolean countsAsTotalLines;
        private boolean refusesRepeatedCode;
        private boolean ignoresItemCode;

        private Builder() {}

        private record Placed(QimenStock spot, long pieces) {}

        /** The virtual clock; its own, beginning on 2026-01-01T00:00:00Z, unless set. */
        public Builder clock(VirtualClock value) {
            this.clock = requireNonNull(value, "clock");
            return this;
        }

        /** Required. Who may call, and what calls are signed with. */
        public Builder application(String key, String secret) {
            this.appKey = requireNonNull(key, "key");
            this.appSecret = requireNonNull(secret, "secret");
            return this;
        }

        /** Required. The customer's number at the warehouse and the code that owns the goods. */
        public Builder customer(String customerId, String owner) {
            this.customerId = requireNonNull(customerId, "customerId");
            this.owner = requireNonNull(owner, "owner");
            return this;
        }

        /** Puts stock in place. */
        public Builder stock(QimenStock spot, long pieces) {
            stock.add(new Placed(spot, pieces));
            return this;
        }

        /** From an order's creation to its shipment; one hour unless set. */
        public Builder shipAfter(Duration value) {
            this.shipAfter = requireNonNull(value, "shipAfter");
            return this;
        }

        /** From an order's creation until it is picked; 30 minutes unless set. */
        public Builder pickAfter(Duration value) {
            this.pickAfter = requireNonNull(value, "pickAfter");
            return this;
        }

        /** How long it takes to find a picked parcel; 20 minutes unless set. */
        public Builder interceptAfter(Duration value) {
            this.interceptAfter = requireNonNull(value, "interceptAfter");
            return this;
        }

        /** A picked parcel is never found: its order goes on, and its processes say CANCELEDFAIL. Found unless set. */
        public Builder interceptionFails(boolean value) {
            this.interceptionFails = value;
            return this;
        }

        /** Shows the stock of every item where one is asked for, without a word; keeps to the item unless set. */
        public Builder ignoresItemCode(boolean value) {
            this.ignoresItemCode = value;
            return this;
        }

        /** Leaves rows with nothing in them out of the stock; shows them unless set. */
        public Builder omitsZeroRows(boolean value) {
            this.omitsZeroRows = value;
            return this;
        }

        /** Tells all there is as quantity, what is locked included, as some do; what is free, as documented, unless set. */
        public Builder quantityIncludesLocked(boolean value) {
            this.quantityIncludesLocked = value;
            return this;
        }

        /** Calls the number of rows totalLines, as a published sample does; totalCount, as the reference does, unless set. */
        public Builder countsAsTotalLines(boolean value) {
            this.countsAsTotalLines = value;
            return this;
        }

        /** Refuses a code that exists; makes a second order unless set. */
        public Builder refusesRepeatedCode(boolean value) {
            this.refusesRepeatedCode = value;
            return this;
        }

        /** Checks the settings together. */
        public FakeQimen build() {
            if (appKey.isBlank() || appSecret.isBlank()) {
                throw new IllegalArgumentException("application is missing: call application(…) as the connector does");
            }
            if (customerId.isBlank() || owner.isBlank()) {
                throw new IllegalArgumentException("customer is missing: call customer(…) as the connector does");
            }
            return new FakeQimen(
                    this,
                    new QimenSettings(
                            appKey,
                            appSecret,
                            customerId,
                            owner,
                            shipAfter,
                            pickAfter,
                            interceptAfter,
                            interceptionFails,
                            omitsZeroRows,
                            quantityIncludesLocked,
                            countsAsTotalLines,
                            refusesRepeatedCode,
                            ignoresItemCode));
        }
    }
}
