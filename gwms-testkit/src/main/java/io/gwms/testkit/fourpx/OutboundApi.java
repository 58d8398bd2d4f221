package io.gwms.testkit.fourpx;

import static io.gwms.testkit.fourpx.Refusal.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code fu.wms.outbound.*}. Error codes are the documented ones; those of a missing state and city, post code, a quality
 * other than good, an unknown order and a repeated reference are named by analogy.
 */
final class OutboundApi {
    private static final String ERR = "ERR_OUTBOUND_CONSIGNMENT_";
    private static final Query.Paging PAGING = new Query.Paging(50, 500, Query.CAP_EXCEEDED);
    private static final Set<String> QUALITIES = Set.of("G", "B", "C", "W", "M", "E");

    private final Warehouse warehouse;
    private final FourPxSettings settings;

    OutboundApi(Warehouse warehouse, FourPxSettings settings) {
        this.warehouse = warehouse;
        this.settings = settings;
    }

    /** Creates the order; with a late fault, only promises to. */
    ObjectNode create(JsonNode body, Optional<FourPxFault> late) {
        checkOrder(new Query(body), body);
        if (late.isPresent()) {
            FourPxFault fault = late.get();
            boolean hidden = fault.kind() == FourPxFault.Kind.LATE_AFTER_NOT_THERE;
            ObjectNode effect = hidden
                    ? Warehouse.effect("outbound-hidden")
                    : Warehouse.effect("outbound-late")
                            .put("delay", fault.delay().toString());
            effect.set("request", body);
            warehouse.record(effect);
            return Warehouse.JSON.createObjectNode();
        }
        ObjectNode effect = Warehouse.effect("outbound");
        effect.set("request", body);
        warehouse.record(effect);
        Consignment order = warehouse.outbound.get(warehouse.outbound.size() - 1);
        return Warehouse.JSON.createObjectNode().put("consignment_no", order.no).put("tracking_no", order.trackingNo);
    }

    private void checkOrder(Query query, JsonNode body) {
        String refNo = query.text("ref_no");
        when(refNo.isEmpty(), ERR + "REF_NO_EMPTY", "ref_no must not be empty");
        when(refNo.length() > 80, "ERR_REF_NO_LENGTH_BEYOND", "ref_no is longer than 80");
        String from = query.text("from_warehouse_code");
        when(from.isEmpty(), ERR + "FROM_WAREHOUSE_CODE_EMPTY", "from_warehouse_code must not be empty");
        String type = query.text("consignment_type");
        when(!Set.of("S", "D", "R", "O").contains(type), ERR + "CONSIGNMENT_TYPE_EMPTY", "consignment_type: S D R O");
        JsonNode logistics = body.path("logistics_service_info").path("logistics_product_code");
        when(logistics.asText("").isBlank(), ERR + "LOGISTICS_PRODUCT_EMPTY", "logistics product must not be empty");
        checkRecipient(new Query(body.path("oconsignment_desc")));
        JsonNode lines = body.path("oconsignment_sku");
        when(!lines.isArray() || lines.isEmpty(), ERR + "SKU_EMPTY", "oconsignment_sku must not be empty");
        when(lines.size() > 100, Query.CAP_EXCEEDED, "an order takes at most 100 SKUs");
        List<Stock.Want> wants = Warehouse.wants(body);
        for (Stock.Want want : wants) {
            when(want.sku().isEmpty(), ERR + "SKU_EMPTY", "sku_code must not be empty");
            when(want.qty() < 1, ERR + "SKU_QTY_FORMAT", "qty must be a positive whole number");
            boolean qualityFits = type.equals("S") ? want.quality().equals("G") : QUALITIES.contains(want.quality());
            when(!qualityFits, ERR + "STOCK_QUALITY_ILLEGAL", "a standard order takes only stock_quality G");
        }
        boolean repeated = settings.refusesRepeatedRefNo()
                && warehouse.outbound.stream().anyMatch(order -> order.refNo().equals(refNo) && !order.is("X"));
        when(repeated, ERR + "REF_NO_REPEAT", "ref_no " + refNo + " exists");
        if (warehouse.stock.plan(wants).isEmpty()) {
            throw new Refusal("AVALIABLE_STOCK_IS_NOT_ENOUGH", "available stock is not enough", refNo);
        }
    }

    private static void checkRecipient(Query to) {
        String country = to.text("country");
        when(country.isEmpty(), ERR + "COUNTRY_EMPTY", "country must not be empty");
        when(to.text("street").isEmpty(), ERR + "STREET_EMPTY", "street must not be empty");
        when(to.text("first_name").isEmpty(), ERR + "FIRST_NAME_EMPTY", "first_name must not be empty");
        when(to.text("post_code").isEmpty(), ERR + "POST_CODE_EMPTY", "post_code must not be empty");
        boolean state = !to.text("state").isEmpty();
        boolean city = !to.text("city").isEmpty();
        boolean located =
                country.equals("CN") ? state && city && !to.text("district").isEmpty() : state || city;
        when(!located, ERR + "STATE_CITY_BOTH_EMPTY", "state or city is needed; in CN state, city and district");
        String email = to.text("email");
        when(!email.isEmpty() && email.indexOf('@') < 1, ERR + "EMAIL_ILLEGAL", "email is not one");
    }

    ObjectNode cancel(JsonNode body) {
        var query = new Query(body);
        String no = query.text("consignment_no");
        String refNo = query.text("ref_no");
        when(no.isEmpty() && refNo.isEmpty(), ERR + "CSMNO_OR_REFNO_EMPTY", "consignment_no or ref_no is needed");
        when(no.length() > 20, "ERR_CONSIGNMENT_NO_LENGTH_BEYOND", "consignment_no is longer than 20");
        when(refNo.length() > 80, "ERR_REF_NO_LENGTH_BEYOND", "ref_no is longer than 80");
        String type = query.text("cancel_type");
        when(type.isEmpty(), ERR + "CANCEL_TYPE_EMPTY", "cancel_type must not be empty");
        boolean known = Set.of("AP", "RO", "OS", "BC", "CF", "OT").contains(type);
        when(!known, ERR + "CANCEL_TYPE_NOT_EXIST", "cancel_type: AP RO OS BC CF OT");
        when(query.text("cancel_remark").length() > 200, "ERR_REMARK_LENGTH_BEYOND", "cancel_remark is over 200");
        Consignment order = found(query);
        when(order.is("C"), ERR + "SHIPPED", "the order is shipped");
        when(order.is("X", "D") || order.intercepting, ERR + "REPEAT_CANCEL", "cancelled before");
        warehouse.record(Warehouse.effect("outbound-cancel").put("index", warehouse.outbound.indexOf(order)));
        return Warehouse.JSON
                .createObjectNode()
                .put("consignment_no", order.no)
                .put("status", order.status)
                .put("ref_no", order.refNo());
    }

    /** Of several orders with one reference, the first that is still alive. */
    private Consignment found(Query query) {
        List<Consignment> fitting = warehouse.outbound.stream()
                .filter(order -> query.matches("consignment_no", order.no) && query.matches("ref_no", order.refNo()))
                .toList();
        return fitting.stream()
                .filter(order -> !order.is("X", "D"))
                .findFirst()
                .or(() -> fitting.stream().findFirst())
                .orElseThrow(() -> new Refusal(
                        ERR + "NOT_FOUND_CONSINGNMENTNO_NULL", "the order does not exist", query.text("ref_no")));
    }

    /**
     * Lists orders, oldest first. An order that only waits to be missed comes into existence after this answer: see
     * {@link #afterList}.
     */
    ObjectNode list(JsonNode body) {
        var query = new Query(body);
        Instant now = warehouse.now();
        Query.Window created = query.window("create_time_start", "create_time_end", 30, Query.CAP_EXCEEDED, now);
        Query.Window completed = query.window("complete_time_start", "complete_time_end", 30, Query.CAP_EXCEEDED, now);
        boolean windowless = created == null && completed == null;
        Query.@Nullable Window window = windowless && settings.windowDefaultsToToday() ? Query.today(now) : created;
        List<Consignment> fitting = warehouse.outbound.stream()
                .filter(order -> fits(query, order))
                .filter(order -> window == null || window.holds(order.createdAt))
                .filter(order -> completed == null || completed.holds(order.completedAt))
                .toList();
        return query.page(fitting, "data", PAGING, OutboundApi::row);
    }

    /** Lets the orders that this list query looked for in vain come into existence. */
    void afterList(JsonNode body) {
        String refNo = new Query(body).text("ref_no");
        warehouse.hiddenRefNos().stream()
                .filter(hidden -> refNo.isEmpty() || refNo.equals(hidden))
                .forEach(hidden ->
                        warehouse.record(Warehouse.effect("outbound-appears").put("ref_no", hidden)));
    }

    private static boolean fits(Query query, Consignment order) {
        JsonNode to = order.request.path("oconsignment_desc");
        JsonNode logistics = order.request.path("logistics_service_info");
        return query.matches("ref_no", order.refNo())
                && query.matches("consignment_no", order.no)
                && query.matches("4px_tracking_no", order.trackingNo)
                && query.matches("shipping_no", order.shippingNo)
                && query.matches("status", order.status)
                && query.matches("from_warehouse_code", order.text("from_warehouse_code"))
                && query.matches("sales_platform", order.text("sales_platform"))
                && query.matches("seller_id", order.text("seller_id"))
                && query.matches("sales_no", order.text("sales_no"))
                && query.matches("country", to.path("country").asText(""))
                && query.matches(
                        "logistics_product_code",
                        logistics.path("logistics_product_code").asText(""))
                && (query.text("sku_code").isEmpty()
                        || Warehouse.wants(order.request).stream()
                                .anyMatch(want -> query.matches("sku_code", want.sku())));
    }

    static ObjectNode row(Consignment order) {
        ObjectNode row = Warehouse.JSON.createObjectNode();
        row.put("consignment_no", order.no)
                .put("4px_tracking_no", order.trackingNo)
                .put("ref_no", order.refNo())
                .put("from_warehouse_code", order.text("from_warehouse_code"))
                .put("status", order.status)
                .put("consignment_type", order.text("consignment_type"))
                .put(
                        "logistics_product_code",
                        order.request
                                .path("logistics_service_info")
                                .path("logistics_product_code")
                                .asText(""))
                .put("shipping_no", order.shippingNo)
                .put("total_weight", order.is("C") ? Integer.toString(250 * order.takes.size()) : null)
                .put("sales_platform", order.text("sales_platform"))
                .put("sales_no", order.text("sales_no"))
                .put("remark", order.text("remark"))
                .put("create_time", Long.toString(order.createdAt.toEpochMilli()))
                .put("complete_time", millis(order.completedAt));
        order.request
                .path("oconsignment_desc")
                .properties()
                .forEach(field -> row.put(field.getKey(), field.getValue().asText("")));
        var lines = row.putArray("outboundlist_sku");
        for (Stock.Want line : Warehouse.wants(order.request)) {
            lines.addObject()
                    .put("sku_code", line.sku())
                    .put("qty", Long.toString(line.qty()))
                    .put("stock_quality", line.quality())
                    .put("batch_no", line.batchNo());
        }
        row.putArray("outboundlist_serial_no");
        return row;
    }

    static @Nullable String millis(@Nullable Instant at) {
        return at == null ? null : Long.toString(at.toEpochMilli());
    }
}
