package io.gwms.platform.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.internal.json.Excerpt;
import io.gwms.ordersync.FailureFamily;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.PlatformOrder;
import io.gwms.redact.Redactor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.function.Function;

/** Sets an order that cannot be read aside, so that it stops no other (PlatformConnector, rule 4). */
public final class Orders {
    /** What the id of an order begins with that does not tell its own. */
    public static final String NAMELESS = "unreadable-";

    private static final int REASON_CHARACTERS = 1_000;

    private Orders() {}

    /** The order as that function reads it; whatever is wrong with it, or with the function, makes it unreadable. */
    public static FetchedOrder read(
            JsonNode order, String id, String number, Function<JsonNode, PlatformOrder> reader, Redactor redactor) {
        try {
            return new FetchedOrder.Read(reader.apply(order));
        } catch (WrongSkuException e) {
            return unreadable(
                    id, number, FailureFamily.SKU, String.valueOf(e.getMessage()), order.toString(), redactor);
        } catch (IllegalArgumentException | DateTimeException e) {
            return unreadable(id, number, String.valueOf(e.getMessage()), order.toString(), redactor);
        } catch (RuntimeException e) {
            return unreadable(id, number, e.getClass().getName() + ": " + e.getMessage(), order.toString(), redactor);
        }
    }

    /** An order to be set aside, under its id, else its number, else a digest of what came. */
    public static FetchedOrder unreadable(String id, String number, String reason, String raw, Redactor redactor) {
        return unreadable(id, number, FailureFamily.ORDER_DATA, reason, raw, redactor);
    }

    private static FetchedOrder unreadable(
            String id, String number, FailureFamily family, String reason, String raw, Redactor redactor) {
        String known = !id.isBlank() ? id : !number.isBlank() ? number : NAMELESS + digest(raw);
        return new FetchedOrder.Unreadable(known, number, family, Excerpt.of(reason, REASON_CHARACTERS, redactor), raw);
    }

    /** A short name for a text: the same for the same, another for another. */
    public static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
