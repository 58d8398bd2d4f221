package io.gwms.platform.amazonvendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.platform.reading.Fields;
import java.util.Locale;

/**
 * A quantity of Amazon's: so many eaches, or so many cases of a size (Vendor Orders v1, ItemQuantity).
 *
 * @param amount how many of the unit
 * @param unit Amazon's word for the unit, as it came
 * @param unitSize pieces in one
 */
record Quantity(long amount, String unit, long unitSize) {
    Quantity {
        if (amount < 0 || unitSize < 1) {
            throw new IllegalArgumentException(
                    "a quantity is " + amount + " of " + unitSize + ", but must be zero or more of one or more");
        }
    }

    static Quantity of(JsonNode node) {
        String unit = Fields.text(node, "unitOfMeasure");
        boolean cases = switch (unit.toLowerCase(Locale.ROOT)) {
            case "cases" -> true;
            case "eaches", "" -> false;
            default ->
                throw new IllegalArgumentException("unitOfMeasure is " + unit + ", but must be Cases or Eaches");
        };
        long size = Fields.countIfGiven(node, "unitSize");
        if (cases && size < 1) {
            throw new IllegalArgumentException("unitSize is missing, but must say how many pieces a case holds");
        }
        return new Quantity(Fields.count(node, "amount"), unit, cases ? size : 1);
    }

    long pieces() {
        return Math.multiplyExact(amount, unitSize);
    }

    /** Whether so many pieces are a whole number of this unit. */
    boolean holds(long pieces) {
        return pieces % unitSize == 0;
    }

    /** So many pieces in this unit, as Amazon writes it. */
    ObjectNode json(long pieces) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("amount", pieces / unitSize);
        json.put("unitOfMeasure", unit.isEmpty() ? "Eaches" : unit);
        json.put("unitSize", unitSize);
        return json;
    }
}
