package io.gwms.testkit.fourpx;

import static io.gwms.testkit.fourpx.Refusal.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code fu.wms.inbound.*}, with its documented required fields and error codes. */
final class InboundApi {
    private static final String ERR = "ERR_INBOUND_CONSIGNMENT_";
    private static final Query.Paging PAGING = new Query.Paging(20, 100, ERR + "PAGE_SIZE_TOO_LARGE");

    private final Warehouse warehouse;

    InboundApi(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    ObjectNode create(JsonNode body) {
        var query = new Query(body);
        checkHead(query, body);
        checkLines(body.path("iconsignment_sku"));
        String refNo = query.text("ref_no");
        boolean repeated =
                warehouse.inbound.stream().anyMatch(order -> order.refNo().equals(refNo));
        when(repeated, ERR + "REF_NO_REPEAT", "ref_no " + refNo + " exists");
        ObjectNode effect = Warehouse.effect("inbound");
        effect.set("request", body);
        warehouse.record(effect);
        Consignment order = warehouse.inbound.get(warehouse.inbound.size() - 1);
        return Warehouse.JSON.createObjectNode().put("consignment_no", order.no).put("tracking_no", order.trackingNo);
    }

    private static void checkHead(Query query, JsonNode body) {
        String refNo = query.text("ref_no");
        when(refNo.isEmpty(), ERR + "REF_NO_EMPTY", "ref_no must not be empty");
        when(refNo.length() > 50, ERR + "REF_NO_LENGTH_ERROR", "ref_no is longer than 50");
        String to = query.text("to_warehouse_code");
        when(to.isEmpty(), ERR + "TO_WAREHOUSECODE_EMPTY", "to_warehouse_code must not be empty");
        String pickup = query.text("is_pickup");
        when(pickup.isEmpty(), ERR + "IS_PICKUP_EMPTY", "is_pickup must not be empty");
        when(!Set.of("Y", "N").contains(pickup), ERR + "IS_PICKUP_ILLEGAL", "is_pickup: Y N");
        String transport = query.text("transport_type");
        when(transport.isEmpty(), ERR + "TRANSPORT_TYPE_EMPTY", "transport_type must not be empty");
        when(!Set.of("A", "S", "E", "G").contains(transport), ERR + "TRANSPORT_TYPE_ERROR", "transport_type: A S E G");
        when(query.text("total_volume").isEmpty(), ERR + "TOTAL_VOLUME_EMPTY", "total_volume must not be empty");
        when(query.text("total_weight").isEmpty(), ERR + "TOTAL_WEIGHT_EMPTY", "total_weight must not be empty");
        String country = body.path("supplier_address").path("country").asText("");
        when(country.isBlank(), ERR + "COUNTRY_EMPTY", "the supplier's country must not be empty");
        JsonNode logistics = body.path("logistics_service_info").path("logistics_product_code");
        when(
                logistics.asText("").isBlank(),
                "UPLOAD_OUT_CONSIGNMENT_CHECK_TYPE_LOGISTIC_EMPTY",
                "logistics_product_code must not be empty");
        String out = query.text("ocustoms_service");
        when(out.isEmpty(), ERR + "OUT_CUSTOMS_TYPE_EMPTY", "ocustoms_service must not be empty");
        when(
                !Set.of("D1", "D2", "D5", "D6").contains(out),
                ERR + "OUT_CUSTOMS_TYPE_VALUE_ERROR",
                "ocustoms_service: D1 D2 D5 D6");
        String in = query.text("icustoms_service");
        when(in.isEmpty(), ERR + "IN_CUSTOMS_TYPE_EMPTY", "icustoms_service must not be empty");
        when(!Set.of("D3", "D4").contains(in), ERR + "IN_CUSTOMS_TYPE_VALUE_ERROR", "icustoms_service: D3 D4");
    }

    private static void checkLines(JsonNode lines) {
        when(!lines.isArray() || lines.isEmpty(), ERR + "SKU_CODE_EMPTY", "iconsignment_sku must not be empty");
        var seen = new HashSet<String>();
        for (JsonNode line : lines) {
            var query = new Query(line);
            String sku = query.text("sku_code");
            when(sku.isEmpty(), ERR + "SKU_CODE_EMPTY", "sku_code must not be empty");
            when(query.text("box_no").isEmpty(), ERR + "BOX_NO_EMPTY", "box_no must not be empty");
            long box = Query.wholeNumber(line.path("box_no"));
            when(box < 1 || box > 9_999_999, ERR + "BOX_NO_FORMAT", "box_no must be from 1 to 9999999");
            when(!seen.add(box + " " + sku), ERR + "SKU_NO_REPEAT", "sku_code and box_no repeat");
            long qty = Query.wholeNumber(line.path("plan_qty"));
            when(qty < 1, ERR + "PLAN_QTY_FORMAT", "plan_qty must be above 0");
            when(qty > 99_999, ERR + "PLAN_QTY_TO_LARGE", "plan_qty must not be above 99999");
            String batch = query.text("batch_no");
            when(
                    !batch.isEmpty() && batch.length() < 3,
                    ERR + "SKU_BATCH_LESS_THAN_3",
                    "batch_no must not be shorter than 3");
        }
    }

    ObjectNode cancel(JsonNode body) {
        var query = new Query(body);
        boolean unnamed =
                query.text("consignment_no").isEmpty() && query.text("ref_no").isEmpty();
        when(unnamed, ERR + "CONSINGNMENTNO_AND_REFNO_EMPTY", "consignment_no or ref_no is needed");
        Consignment order = warehouse.inbound.stream()
                .filter(each -> query.matches("consignment_no", each.no) && query.matches("ref_no", each.refNo()))
                .findFirst()
                .orElseThrow(
                        () -> new Refusal(ERR + "NOT_FOUND_CONSINGNMENTNO_NULL", "the inbound order does not exist"));
        when(!order.is("S", "A"), ERR + "STATUS_CANNOT_CANCEL", "status " + order.status + " cannot be cancelled");
        warehouse.record(Warehouse.effect("inbound-cancel").put("index", warehouse.inbound.indexOf(order)));
        return Warehouse.JSON.createObjectNode().put("consignment_no", order.no).put("ref_no", order.refNo());
    }

    /** Lists inbound orders, oldest first; without a number or reference the creation window is required. */
    ObjectNode list(JsonNode body) {
        var query = new Query(body);
        boolean named = !query.text("consignment_no").isEmpty()
                || !query.text("ref_no").isEmpty()
                || !query.text("4px_tracking_no").isEmpty();
        boolean start = !query.text("create_time_start").isEmpty();
        boolean end = !query.text("create_time_end").isEmpty();
        when(!start && (end || !named), ERR + "CREATE_TIME_START_EMPTY", "create_time_start must not be empty");
        when(!end && (start || !named), ERR + "CREATE_TIME_END_EMPTY", "create_time_end must not be empty");
        Query.@Nullable Window window =
                query.window("create_time_start", "create_time_end", 90, ERR + "BETWEEN_TOO_LARGE", warehouse.now());
        List<Consignment> fitting = warehouse.inbound.stream()
                .filter(order -> query.matches("consignment_no", order.no)
                        && query.matches("ref_no", order.refNo())
                        && query.matches("4px_tracking_no", order.trackingNo)
                        && query.matches("status", order.status)
                        && query.matches("warehouse_code", order.text("to_warehouse_code")))
                .filter(order -> window == null || window.holds(order.createdAt))
                .toList();
        return query.page(fitting, "data", PAGING, InboundApi::row);
    }

    static ObjectNode row(Consignment order) {
        ObjectNode row = Warehouse.JSON.createObjectNode();
        row.put("consignment_no", order.no)
                .put("ref_no", order.refNo())
                .put("4px_tracking_no", order.trackingNo)
                .put("to_warehouse_code", order.text("to_warehouse_code"))
                .put("status", order.status)
                .put("transport_type", order.text("transport_type"))
                .put("total_volume", order.text("total_volume"))
                .put("total_weight", order.text("total_weight"))
                .put("remark", order.text("remark"));
        var lines = row.putArray("lstsku");
        for (JsonNode line : order.request.path("iconsignment_sku")) {
            String planned = Long.toString(Query.wholeNumber(line.path("plan_qty")));
            lines.addObject()
                    .put("box_no", line.path("box_no").asText(""))
                    .put("sku_code", line.path("sku_code").asText(""))
                    .put("batch_no", line.path("batch_no").asText(""))
                    .put("plan_qty", planned)
                    .put("received_qty", order.is("C") ? planned : "0")
                    .put("exception_qty", "0");
        }
        return row;
    }
}
