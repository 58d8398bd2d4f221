package io.gwms.testkit.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads instructions sent from another process and carries them out; the form is told in {@link FakeShopify}. */
final class Script {
    private final FakeShopify fake;

    Script(FakeShopify fake) {
        this.fake = fake;
    }

    void run(JsonNode script) {
        if (script.isArray()) {
            script.forEach(this::run);
        } else if (script.has("seed")) {
            var builder = ShopifyOrder.named("");
            builder.name(null);
            fake.seed(filled(builder, script.path("seed")).build());
        } else if (script.has("edit")) {
            fake.edit(text(script, "edit"), builder -> filled(builder, script.path("set")));
        } else if (script.has("cancel")) {
            fake.cancel(text(script, "cancel"), script.path("reason").asText("OTHER"));
        } else if (script.has("close")) {
            fake.close(text(script, "close"));
        } else if (script.has("deliver")) {
            fake.deliver(text(script, "deliver"));
        } else if (script.has("stock")) {
            fake.stock(text(script, "stock"), script.path("available").asInt());
        } else if (script.has("switch")) {
            flip(text(script, "switch"), script);
        } else {
            throw new IllegalArgumentException(
                    "instruction is %s, but must have one of seed, edit, cancel, close, deliver, stock, switch"
                            .formatted(script));
        }
    }

    private void flip(String name, JsonNode script) {
        ShopifyFaults faults = fake.faults();
        int nth = script.path("nth").asInt(1);
        switch (name) {
            case "throttleRequest" -> faults.throttleRequest(nth);
            case "tooManyRequests" -> faults.tooManyRequests(nth, duration(script));
            case "refuseToken" -> faults.refuseToken(nth);
            case "denyAccess" -> faults.denyAccess(nth);
            case "badGatewayOnPage" -> faults.badGatewayOnPage(nth);
            case "htmlPage" -> faults.htmlPage(nth);
            case "emptyPage" -> faults.emptyPage(nth);
            case "truncatePage" -> faults.truncatePage(nth);
            case "tearPage" -> faults.tearPage(nth);
            case "loseFulfillmentReply" -> faults.loseFulfillmentReply(nth);
            case "executeFulfillmentLate" -> {
                if (script.has("duration")) {
                    faults.executeFulfillmentLate(nth, duration(script));
                } else {
                    faults.executeFulfillmentLate(
                            nth, script.path("afterOrderQueries").asInt(1));
                }
            }
            case "loseStockReply" -> faults.loseStockReply(nth);
            case "executeStockLate" -> faults.executeStockLate(nth, duration(script));
            case "sellBeforeStock" ->
                faults.sellBeforeStock(script.path("times").asInt(1));
            case "loseRefreshReply" -> faults.loseRefreshReply(nth);
            case "spendRefreshTokens" ->
                faults.spendRefreshTokens(script.path("on").asBoolean(true));
            case "indexLag" -> faults.indexLag(duration(script));
            case "answerOutsideTheWindow" ->
                faults.answerOutsideTheWindow(script.path("on").asBoolean(true));
            case "clear" -> faults.clear();
            default ->
                throw new IllegalArgumentException(
                        "switch is '%s', but must be a method of ShopifyFaults such as throttleRequest"
                                .formatted(name));
        }
    }

    private static ShopifyOrder.Builder filled(ShopifyOrder.Builder builder, JsonNode facts) {
        if (!facts.isObject()) {
            throw new IllegalArgumentException(
                    "facts are %s, but must be an object of ShopifyOrder's fields".formatted(facts));
        }
        facts.properties().forEach(fact -> fill(builder, fact.getKey(), fact.getValue()));
        return builder;
    }

    private static void fill(ShopifyOrder.Builder builder, String field, JsonNode value) {
        switch (field) {
            case "name" -> builder.name(value.textValue());
            case "createdAt" -> builder.createdAt(instant(value));
            case "updatedAt" -> builder.updatedAt(instant(value));
            case "processedAt" -> builder.processedAt(instant(value));
            case "email" -> builder.email(value.textValue());
            case "phone" -> builder.phone(value.textValue());
            case "poNumber" -> builder.poNumber(value.textValue());
            case "note" -> builder.note(value.textValue());
            case "tags" -> builder.tags(texts(value));
            case "currency" -> builder.currency(value.asText());
            case "financialStatus" -> builder.financialStatus(value.asText());
            case "paymentGateways" -> builder.paymentGateways(texts(value));
            case "shippingAddress" -> builder.shippingAddress(address(value));
            case "billingAddress" -> builder.billingAddress(address(value));
            case "shippingTitle" -> builder.shippingTitle(value.textValue());
            case "shippingCode" -> builder.shippingCode(value.textValue());
            case "shippingPrice" -> builder.shippingPrice(new BigDecimal(value.asText()));
            case "tax" -> builder.tax(new BigDecimal(value.asText()));
            case "discount" -> builder.discount(new BigDecimal(value.asText()));
            case "onHold" -> builder.onHold(value.asBoolean());
            case "test" -> builder.test(value.asBoolean());
            case "requestStatus" -> builder.requestStatus(value.asText());
            case "lines" ->
                builder.lines(elements(value).stream().map(Script::line).toList());
            default ->
                throw new IllegalArgumentException(
                        "field is '%s', but must be a field of ShopifyOrder".formatted(field));
        }
    }

    private static ShopifyLine line(JsonNode value) {
        var line = ShopifyLine.of(
                value.path("sku").textValue(), value.path("quantity").asInt(1));
        return line.titled(value.path("title").asText(line.title()))
                .withRemoved(value.path("removed").asInt(0))
                .withFulfilled(value.path("fulfilled").asInt(0))
                .at(value.path("unitPrice").asText("10.00"))
                .from(value.path("location").asLong(ShopifyLine.MAIN_LOCATION));
    }

    private static @Nullable ShopifyAddress address(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        Map<String, @Nullable String> parts = new HashMap<>();
        value.properties()
                .forEach(part -> parts.put(part.getKey(), part.getValue().textValue()));
        return ShopifyAddress.of(parts);
    }

    private static @Nullable Instant instant(JsonNode value) {
        return value.isNull() ? null : Instant.parse(value.asText());
    }

    private static List<String> texts(JsonNode list) {
        return elements(list).stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    private static Duration duration(JsonNode script) {
        return Duration.parse(script.path("duration").asText("PT0S"));
    }

    private static String text(JsonNode script, String field) {
        return script.path(field).asText();
    }
}
