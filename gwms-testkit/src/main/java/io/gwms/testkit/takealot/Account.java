package io.gwms.testkit.takealot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.time.VirtualClock;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the account holds: sales by their number, offers by SKU. Every effect is on the journal before it is seen. */
final class Account {
    static final ObjectMapper JSON = new ObjectMapper();

    private final VirtualClock clock;
    private final EffectJournal journal;
    private final Map<Long, TakealotSale> sales = new TreeMap<>();
    private final Map<String, Map<Long, Long>> offers = new LinkedHashMap<>();
    private long lastItem = 9_000_000;

    Account(VirtualClock clock, EffectJournal journal) {
        this.clock = clock;
        this.journal = journal;
        journal.replay(this::apply);
    }

    Instant now() {
        return clock.instant();
    }

    List<TakealotSale> sales() {
        return List.copyOf(sales.values());
    }

    TakealotSale put(TakealotSale sale) {
        TakealotSale dated = sale.orderedAt().equals(Instant.EPOCH) ? sale.withOrderedAt(dateOf(sale.orderId())) : sale;
        TakealotSale kept = dated.orderItemId() == 0 ? dated.withItemId(lastItem + 1) : dated;
        record(effect("sale").set("sale", kept.toJson()));
        return kept;
    }

    void remove(long orderItemId) {
        record(effect("removed").put("order_item_id", orderItemId));
    }

    /** An offer's stock by merchant warehouse; empty when there is no such offer. */
    Map<Long, Long> stock(String sku) {
        return offers.getOrDefault(sku, Map.of());
    }

    boolean hasOffer(String sku) {
        return offers.containsKey(sku);
    }

    void stock(String sku, long warehouse, long quantity) {
        record(effect("stock").put("sku", sku).put("warehouse", warehouse).put("quantity", quantity));
    }

    void timeIs(Instant now) {
        if (now.isAfter(clock.instant())) {
            record(effect("time").put("now", now.toString()));
        }
    }

    String holdings() {
        ObjectNode all = JSON.createObjectNode();
        ArrayNode rows = all.putArray("sales");
        sales.values().forEach(sale -> rows.add(sale.toJson()));
        ObjectNode stock = all.putObject("offers");
        offers.forEach((sku, byWarehouse) -> {
            ObjectNode offer = stock.putObject(sku);
            byWarehouse.forEach((warehouse, quantity) -> offer.put(warehouse.toString(), quantity));
        });
        return all.toString();
    }

    /** Sales of one order share its date. */
    private Instant dateOf(long orderId) {
        return new ArrayList<>(sales.values())
                .stream()
                        .filter(sale -> sale.orderId() == orderId)
                        .map(TakealotSale::orderedAt)
                        .findFirst()
                        .orElseGet(clock::instant);
    }

    private static ObjectNode effect(String kind) {
        return JSON.createObjectNode().put("effect", kind);
    }

    private void record(JsonNode effect) {
        journal.append(effect.toString());
        apply(effect.toString());
    }

    private void apply(String line) {
        JsonNode effect;
        try {
            effect = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the journal has a line that is not JSON", e);
        }
        switch (effect.path("effect").asText()) {
            case "sale" -> {
                TakealotSale sale = TakealotSale.fromJson(effect.path("sale"));
                lastItem = Math.max(lastItem, sale.orderItemId());
                sales.put(sale.orderItemId(), sale);
            }
            case "removed" -> sales.remove(effect.path("order_item_id").asLong());
            case "stock" ->
                offers.computeIfAbsent(effect.path("sku").asText(), sku -> new TreeMap<>())
                        .put(
                                effect.path("warehouse").asLong(),
                                effect.path("quantity").asLong());
            case "time" -> clock.advanceTo(Instant.parse(effect.path("now").asText()));
            default -> throw new IllegalStateException("the journal has an unknown effect: " + line);
        }
    }
}
