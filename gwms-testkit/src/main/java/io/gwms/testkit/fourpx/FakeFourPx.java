package io.gwms.testkit.fourpx;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fourpx.FourPxFault.Kind;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A 4PX fulfilment warehouse over HTTP at {@code /router/api/service}: {@code fu.wms.outbound.*}, {@code
 * fu.wms.inbound.*} (create, cancel, getlist) and {@code fu.wms.inventory.get} and {@code getdetail}. Every refusal is
 * HTTP 200 with result "0"; every number is a string. Orders are picked and shipped as virtual time passes; stock follows.
 *
 * <p>By default a second outbound create with the same {@code ref_no} makes a second order, because no document says
 * otherwise: exactly one order is the caller's work.
 *
 * <p>{@code POST /_control/script} takes one JSON object with any of these fields:
 *
 * <ul>
 *   <li>{@code "fault"}: {@code {"kind": "LOST_REPLY", "method": "fu.wms.outbound.create", "call": 1, "delay": "PT1H",
 *       "code": "000017"}}; the call counts from now on, see {@link FourPxFault}
 *   <li>{@code "shipAfter"}: {@code {"ref_no": "R1", "after": "PT26H"}}, counted from the order's creation
 *   <li>{@code "stuck"}: {@code {"ref_no": "R1"}}; the order goes to status E and does not ship
 *   <li>{@code "stock"}: a list of movements as in {@link FourPxStock}, with fields warehouse, sku, batch_no, quality,
 *       available, pending, inbound_no, put_away_at
 * </ul>
 *
 * <p>The signature check follows the documented rule and is unverified against the real platform. <b>Threads:</b> shared;
 * requests are answered one at a time.
 */
public final class FakeFourPx implements FakeService {
    private static final String PATH = "/router/api/service";
    private static final String BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head>"
            + "<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>";

    private final VirtualClock clock;
    private final Gate gate;
    private final FourPxSettings settings;
    private final Warehouse warehouse;
    private final OutboundApi outbound;
    private final InboundApi inbound;
    private final InventoryApi inventory;

    private FakeFourPx(Builder builder, FourPxSettings settings, Gate gate) {
        this.clock = builder.clock;
        this.gate = gate;
        this.settings = settings;
        this.warehouse = new Warehouse(settings, clock, builder.journal, builder.faults);
        this.outbound = new OutboundApi(warehouse, settings);
        this.inbound = new InboundApi(warehouse);
        this.inventory = new InventoryApi(warehouse, settings);
        if (warehouse.isNew()) {
            warehouse.moveStock(builder.stock);
        }
    }

    /** A warehouse to be set up; app key and secret are required. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public synchronized void timeIs(Instant now) {
        if (now.isAfter(clock.instant())) {
            warehouse.record(Warehouse.effect("time"), now);
        }
    }

    /** Moves stock now, beside all orders, as a count or a transfer would; a negative quantity takes away. */
    public synchronized void moveStock(List<FourPxStock> changes) {
        warehouse.moveStock(changes);
    }

    @Override
    public synchronized FakeReply handle(FakeRequest request) {
        if (!request.path().equals(PATH)) {
            return FakeReply.of(404, "text/html", "<html><body>404 Not Found</body></html>");
        }
        if (!request.method().equals("POST")) {
            return FakeReply.of(405, "text/html", "<html><body>405 Method Not Allowed</body></html>");
        }
        warehouse.settle();
        Map<String, String> parameters = request.queryParameters();
        boolean chinese = "cn".equals(parameters.get("language"));
        String method = parameters.getOrDefault("method", "");
        try {
            gate.check(parameters, request.body(), warehouse.now());
        } catch (Refusal refusal) {
            return refused(refusal, chinese);
        }
        int call = warehouse.beginCall(method);
        try {
            List<FourPxFault> faults = warehouse.faultsAt(method, call);
            if (!faults.isEmpty()) {
                warehouse.record(Warehouse.effect("call"));
            }
            return answer(method, request, faults, chinese);
        } finally {
            warehouse.endCall();
        }
    }

    private FakeReply answer(String method, FakeRequest request, List<FourPxFault> faults, boolean chinese) {
        for (FourPxFault fault : faults) {
            if (fault.kind().replacesTheCall()) {
                return spoiled(FakeReply.lost(), fault, chinese);
            }
        }
        FakeReply reply;
        try {
            ObjectNode envelope = Envelope.succeeded(performed(method, body(request), faults), chinese);
            if (faults.stream().anyMatch(fault -> fault.kind() == Kind.PARTIAL)) {
                Envelope.makePartial(envelope);
            }
            reply = FakeReply.json(200, envelope.toString());
        } catch (Refusal refusal) {
            reply = refused(refusal, chinese);
        }
        for (FourPxFault fault : faults) {
            reply = spoiled(reply, fault, chinese);
        }
        return reply;
    }

    private ObjectNode performed(String method, JsonNode body, List<FourPxFault> faults) {
        Optional<FourPxFault> late =
                faults.stream().filter(fault -> fault.kind().isLate()).findFirst();
        return switch (method) {
            case "fu.wms.outbound.create" -> outbound.create(body, late);
            case "fu.wms.outbound.cancel" -> outbound.cancel(body);
            case "fu.wms.outbound.getlist" -> {
                ObjectNode answer = outbound.list(body);
                outbound.afterList(body);
                yield answer;
            }
            case "fu.wms.inbound.create" -> inbound.create(body);
            case "fu.wms.inbound.cancel" -> inbound.cancel(body);
            case "fu.wms.inbound.getlist" -> inbound.list(body);
            case "fu.wms.inventory.get" -> inventory.get(body);
            case "fu.wms.inventory.getdetail" -> inventory.getDetail(body);
            default -> throw Refusal.platform("000011");
        };
    }

    private FakeReply spoiled(FakeReply reply, FourPxFault fault, boolean chinese) {
        return switch (fault.kind()) {
            case LOST_REPLY, LATE, LATE_AFTER_NOT_THERE -> FakeReply.lost();
            case ERROR, ERROR_AFTER_EFFECT -> refused(Refusal.platform(fault.code()), chinese);
            case BAD_GATEWAY, BAD_GATEWAY_AFTER_EFFECT -> FakeReply.of(502, "text/html", BAD_GATEWAY);
            case TRUNCATED_JSON ->
                FakeReply.json(
                        200, reply.bodyText().substring(0, reply.bodyText().length() / 2));
            case EMPTY_BODY -> FakeReply.json(200, "");
            case SLOW -> reply.after(fault.delay());
            case PARTIAL -> reply;
            case STOCK_MOVES -> {
                warehouse.moveStock(fault.moves());
                yield reply;
            }
        };
    }

    private FakeReply refused(Refusal refusal, boolean chinese) {
        return FakeReply.json(
                200, Envelope.refused(refusal, chinese, settings.bareErrors()).toString());
    }

    private static JsonNode body(FakeRequest request) {
        JsonNode body;
        try {
            body = Warehouse.JSON.readTree(request.body());
        } catch (IOException e) {
            throw Refusal.platform("000004");
        }
        if (!body.isObject()) {
            throw Refusal.platform("000004");
        }
        return body;
    }

    /**
     * {@inheritDoc} Fields: {@code outbound} and {@code inbound} in the order of creation, as getlist tells them, and
     * {@code stock} with every row that is not empty.
     */
    @Override
    public synchronized String holdings() {
        warehouse.settle();
        ObjectNode holdings = Warehouse.JSON.createObjectNode();
        ArrayNode out = holdings.putArray("outbound");
        warehouse.outbound.forEach(order -> out.add(OutboundApi.row(order)));
        ArrayNode in = holdings.putArray("inbound");
        warehouse.inbound.forEach(order -> in.add(InboundApi.row(order)));
        ArrayNode stock = holdings.putArray("stock");
        for (Stock.Row row : warehouse.stock.rows()) {
            FourPxStock now = row.now();
            if (now.available() != 0 || now.pending() != 0) {
                stock.add(now.toJson());
            }
        }
        return holdings.toString();
    }

    @Override
    public synchronized FakeReply script(FakeRequest request) {
        try {
            return FakeReply.text(200, Script.perform(request.bodyText(), warehouse) + " done");
        } catch (RuntimeException e) {
            return FakeReply.text(400, "the script cannot be followed: " + e.getMessage());
        }
    }

    /** Settings of a fake warehouse; durations are virtual. */
    public static final class Builder {
        private VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
        private String appKey = "";
        private String appSecret = "";
        private String accessToken = "";
        private EffectJournal journal = EffectJournal.inMemory();
        private final List<FourPxStock> stock = new ArrayList<>();
        private final List<FourPxFault> faults = new ArrayList<>();
        private Duration timestampTolerance = Duration.ofMinutes(10);
        private Duration pickAfter = Duration.ofMinutes(30);
        private List<Duration> shipAfter = List.of(Duration.ofHours(1));
        private Duration interceptAfter = Duration.ofMinutes(20);
        private Duration approveAfter = Duration.ofHours(2);
        private Duration putAwayAfter = Duration.ofDays(3);
        private boolean refusesRepeatedRefNo;
        private boolean listsZeroRows;
        private boolean windowDefaultsToToday;
        private boolean detailNeedsSkus;
        private boolean bareErrors;

        private Builder() {}

        /** The virtual clock; its own, beginning on 2026-01-01T00:00:00Z, unless set. */
        public Builder clock(VirtualClock value) {
            this.clock = requireNonNull(value, "clock");
            return this;
        }

        /** Required. The app key that requests must name. */
        public Builder appKey(String value) {
            this.appKey = requireNonNull(value, "appKey");
            return this;
        }

        /** Required. The secret that requests must be signed with. */
        public Builder appSecret(String value) {
            this.appSecret = requireNonNull(value, "appSecret");
            return this;
        }

        /** Demands this access token, as from a software vendor; none is demanded unless set. Refusal: 000016. */
        public Builder accessToken(String value) {
            this.accessToken = requireNonNull(value, "accessToken");
            return this;
        }

        /** Where effects are remembered; in memory unless set. An old journal's state is taken up again. */
        public Builder journal(EffectJournal value) {
            this.journal = requireNonNull(value, "journal");
            return this;
        }

        /** Adds rows of stock, put in place only when the journal is empty. */
        public Builder stock(FourPxStock... rows) {
            stock.addAll(List.of(rows));
            return this;
        }

        /** Adds things that go wrong. */
        public Builder faults(FourPxFault... more) {
            faults.addAll(List.of(more));
            return this;
        }

        /** How far a request's timestamp may be from virtual time, both ways; ten minutes unless set. */
        public Builder timestampTolerance(Duration value) {
            this.timestampTolerance = requireNonNull(value, "timestampTolerance");
            return this;
        }

        /** From accepted (S) to picked (P); 30 minutes unless set. */
        public Builder pickAfter(Duration value) {
            this.pickAfter = requireNonNull(value, "pickAfter");
            return this;
        }

        /** From accepted to shipped (C); of several, each order takes one by its reference. One hour unless set. */
        public Builder shipAfter(Duration... choices) {
            this.shipAfter = List.of(choices);
            return this;
        }

        /** How long it takes to find a picked parcel and cancel it (X), unless it ships first; 20 minutes unless set. */
        public Builder interceptAfter(Duration value) {
            this.interceptAfter = requireNonNull(value, "interceptAfter");
            return this;
        }

        /** From an inbound order's creation to its approval (A); two hours unless set. */
        public Builder approveAfter(Duration value) {
            this.approveAfter = requireNonNull(value, "approveAfter");
            return this;
        }

        /** From an inbound order's creation to put away in full (C); three days unless set. */
        public Builder putAwayAfter(Duration value) {
            this.putAwayAfter = requireNonNull(value, "putAwayAfter");
            return this;
        }

        /** Refuses an outbound {@code ref_no} that a living order has; a second order is made unless set. */
        public Builder refusesRepeatedRefNo(boolean value) {
            this.refusesRepeatedRefNo = value;
            return this;
        }

        /** Lists stock rows with nothing in them; left out unless set. */
        public Builder listsZeroRows(boolean value) {
            this.listsZeroRows = value;
            return this;
        }

        /** Outbound lists without a time window see only the current day in Beijing, as one reading of the document. */
        public Builder windowDefaultsToToday(boolean value) {
            this.windowDefaultsToToday = value;
            return this;
        }

        /** Refuses {@code getdetail} without SKUs or batches (ERR_SKU_CODE_EMPTY); answers all unless set. */
        public Builder detailNeedsSkus(boolean value) {
            this.detailNeedsSkus = value;
            return this;
        }

        /** Sends {@code errors} as one object with camel-case names instead of a list; both forms were seen. */
        public Builder bareErrors(boolean value) {
            this.bareErrors = value;
            return this;
        }

        /** Checks the settings, replays the journal. */
        public FakeFourPx build() {
            require(!appKey.isBlank(), "appKey is missing: call appKey(…) with the key that the connector uses");
            require(!appSecret.isBlank(), "appSecret is missing: call appSecret(…) with the connector's secret");
            require(!shipAfter.isEmpty(), "shipAfter is empty, but must name at least one duration");
            var settings = new FourPxSettings(
                    pickAfter,
                    shipAfter,
                    interceptAfter,
                    approveAfter,
                    putAwayAfter,
                    refusesRepeatedRefNo,
                    listsZeroRows,
                    windowDefaultsToToday,
                    detailNeedsSkus,
                    bareErrors);
            return new FakeFourPx(this, settings, new Gate(appKey, appSecret, accessToken, timestampTolerance));
        }

        private static void require(boolean fine, String message) {
            if (!fine) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
