package io.gwms.testkit.takealot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.takealot.TakealotFaults.Habit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists sales: page by number for the seller API, by continuation token for the marketplace API. */
final class SalesApi {
    private static final ZoneId JOHANNESBURG = ZoneId.of("Africa/Johannesburg");
    private static final DateTimeFormatter LOCAL_TEXT =
            DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss", Locale.ENGLISH).withZone(JOHANNESBURG);
    private static final int LONGEST_DAYS = 180;

    private final Account account;
    private final TakealotFaults faults;

    SalesApi(Account account, TakealotFaults faults) {
        this.account = account;
        this.faults = faults;
    }

    /** {@code GET /v2/sales}: the conditions are in one parameter, {@code filters=name:value;name:value}. */
    ObjectNode sales(Map<String, String> parameters, int pageBack) {
        Map<String, String> filters = new HashMap<>();
        for (String filter : parameters.getOrDefault("filters", "").split("[;,]", -1)) {
            int colon = filter.indexOf(':');
            if (colon > 0) {
                filters.put(
                        filter.substring(0, colon).strip(),
                        filter.substring(colon + 1).strip());
            }
        }
        return page(filters, parameters, pageBack);
    }

    /** {@code GET /v2/sales/orders}: the conditions are parameters, both dates are required. */
    ObjectNode orders(Map<String, String> parameters, int pageBack) {
        Refusal.when(
                !parameters.containsKey("start_date") || !parameters.containsKey("end_date"),
                "start_date and end_date are required");
        return page(parameters, parameters, pageBack);
    }

    private ObjectNode page(Map<String, String> filters, Map<String, String> parameters, int pageBack) {
        int size = number(parameters, "page_size", 20);
        int asked = number(parameters, "page_number", 1);
        Refusal.when(size < 1 || size > 100, "page_size must be 1 to 100");
        Refusal.when(asked < 1, "page_number must be 1 or more");
        int number = Math.max(1, asked - pageBack);
        List<TakealotSale> rows = account.sales().stream()
                .filter(listed())
                .filter(ordered(filters))
                .filter(sale -> same(filters, "order_id", String.valueOf(sale.orderId())))
                .filter(sale -> same(filters, "sale_status", sale.status()))
                .filter(sale -> same(filters, "sku", sale.sku()))
                .sorted(order())
                .toList();
        ObjectNode page = Account.JSON.createObjectNode();
        page.putObject("page_summary")
                .put("page_size", size)
                .put("page_number", number)
                .put("total", rows.size());
        ArrayNode list = page.putArray("sales");
        rows.stream()
                .skip((long) (number - 1) * size)
                .limit(size)
                .map(this::row)
                .forEach(list::add);
        return page;
    }

    /** {@code GET /v1/sales}: keyset, so a sale that comes or goes meanwhile moves no other. */
    ObjectNode items(Map<String, String> parameters) {
        int limit = number(parameters, "limit", 100);
        Refusal.when(limit < 1 || limit > 1000, "limit must be 1 to 1000");
        @Nullable Instant from = instant(parameters.get("order_date__gte"));
        @Nullable Instant to = instant(parameters.get("order_date__lte"));
        String token = parameters.getOrDefault("continuation_token", "");
        String after = token.isEmpty() ? "" : decoded(token);
        List<TakealotSale> rows = account.sales().stream()
                .filter(listed())
                .filter(sale -> from == null || !sale.orderedAt().isBefore(from))
                .filter(sale -> to == null || !sale.orderedAt().isAfter(to))
                .filter(sale -> same(parameters, "order_id", String.valueOf(sale.orderId())))
                .filter(sale -> key(sale).compareTo(after) > 0)
                .sorted(Comparator.comparing(SalesApi::key))
                .toList();
        ObjectNode page = Account.JSON.createObjectNode();
        ArrayNode list = page.putArray("items");
        rows.stream().limit(limit).map(this::item).forEach(list::add);
        if (rows.size() > limit) {
            page.put("continuation_token", encoded(key(rows.get(limit - 1))));
        } else {
            page.putNull("continuation_token");
        }
        return page.put("limit", limit);
    }

    /** A sale as the seller API and pushes show it. */
    ObjectNode row(TakealotSale sale) {
        String at = faults.has(Habit.INSTANTS_WITH_OFFSET)
                ? sale.orderedAt().atZone(JOHANNESBURG).toOffsetDateTime().toString()
                : LOCAL_TEXT.format(sale.orderedAt());
        ObjectNode row = common(sale, at);
        number(row, "tsin", 500_000 + Math.abs(sale.sku().hashCode() % 100_000));
        row.put("product_title", sale.title());
        row.put("dc", sale.dc()).put("customer_dc", sale.dc()).put("customer", sale.customer());
        row.put("promotion", "");
        return row.putNull("shipment_id").putNull("po_number").putNull("shipment_name");
    }

    /** A sale as the marketplace API shows it: fees, and neither a product's name nor a customer's. */
    private ObjectNode item(TakealotSale sale) {
        ObjectNode item = common(sale, sale.orderedAt().toString());
        number(item, "tsin_id", 500_000 + Math.abs(sale.sku().hashCode() % 100_000));
        for (String fee : List.of(
                "success_fee", "fulfillment_fee", "courier_collection_fee", "stock_transfer_fee", "total_fees")) {
            item.put(fee, 0.0);
        }
        return item.put("sales_region", sale.dc());
    }

    private ObjectNode common(TakealotSale sale, String orderedAt) {
        ObjectNode row = Account.JSON.createObjectNode();
        number(row, "order_id", sale.orderId());
        number(row, "order_item_id", sale.orderItemId());
        row.put("order_date", orderedAt);
        if (faults.has(Habit.BOOLEAN_STATUS)) {
            row.put("sale_status", !sale.status().startsWith("Cancelled"));
        } else {
            row.put("sale_status", sale.status());
        }
        number(row, "offer_id", 400_000 + Math.abs(sale.sku().hashCode() % 100_000));
        row.put("sku", sale.sku());
        number(row, "quantity", sale.quantity());
        if (faults.has(Habit.NUMBERS_AS_TEXT)) {
            row.put("selling_price", sale.sellingPrice().toPlainString());
        } else {
            row.put("selling_price", sale.sellingPrice());
        }
        return row.put("stock_source_region", sale.dc());
    }

    private void number(ObjectNode row, String name, long value) {
        if (faults.has(Habit.NUMBERS_AS_TEXT)) {
            row.put(name, String.valueOf(value));
        } else {
            row.put(name, value);
        }
    }

    private Predicate<TakealotSale> listed() {
        Instant latest = account.now().minus(faults.listingLag());
        return sale -> !sale.orderedAt().isAfter(latest);
    }

    /** Whole days in South Africa, both of them in; one that is missing is filled, none means the last 30 days. */
    private Predicate<TakealotSale> ordered(Map<String, String> filters) {
        @Nullable LocalDate start = day(filters.get("start_date"));
        @Nullable LocalDate end = day(filters.get("end_date"));
        LocalDate today = account.now().atZone(JOHANNESBURG).toLocalDate();
        LocalDate last = end != null ? end : start != null ? start.plusDays(LONGEST_DAYS) : today;
        LocalDate first = start != null ? start : end != null ? end.minusDays(LONGEST_DAYS) : today.minusDays(30);
        Refusal.when(
                ChronoUnit.DAYS.between(first, last) > LONGEST_DAYS,
                "The date range may not exceed " + LONGEST_DAYS + " days");
        return sale -> {
            LocalDate day = sale.orderedAt().atZone(JOHANNESBURG).toLocalDate();
            return !day.isBefore(first) && !day.isAfter(last);
        };
    }

    private Comparator<TakealotSale> order() {
        if (faults.has(Habit.UNSORTED)) {
            return Comparator.comparing((TakealotSale sale) -> Long.reverse(sale.orderItemId() * 0x9E37_79B9L));
        }
        Comparator<TakealotSale> oldest = Comparator.comparing(SalesApi::key);
        return faults.has(Habit.OLDEST_FIRST) ? oldest : oldest.reversed();
    }

    private static String key(TakealotSale sale) {
        return "%020d/%020d".formatted(sale.orderedAt().toEpochMilli(), sale.orderItemId());
    }

    private static boolean same(Map<String, String> filters, String name, String value) {
        String wanted = filters.getOrDefault(name, "");
        return wanted.isEmpty() || wanted.equals(value);
    }

    private static int number(Map<String, String> parameters, String name, int otherwise) {
        String text = parameters.getOrDefault(name, "");
        Refusal.when(!text.matches("[0-9]{0,9}"), name + " must be a whole number");
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refusal(400, "a date must be of the form YYYY-MM-DD, but is " + text);
        }
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refusal(400, "a date must be of the form YYYY-MM-DDTHH:MM:SSZ, but is " + text);
        }
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "continuation_token is not one of ours");
        }
    }
}
