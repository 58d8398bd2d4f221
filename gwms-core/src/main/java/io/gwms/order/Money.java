package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.math.BigDecimal;

/**
 * An amount as a platform stated it.
 *
 * @param amount exactly as stated; never rounded
 * @param currency ISO 4217 code
 */
public record Money(BigDecimal amount, String currency) {
    public Money {
        requireNonNull(amount, "amount");
        Require.text(currency, "currency");
    }

    /**
     * An amount written in digits, as platforms send it.
     *
     * @throws IllegalArgumentException when it is no decimal number
     */
    public static Money of(String amount, String currency) {
        try {
            return new Money(new BigDecimal(amount), currency);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "amount is '" + amount + "', but must be a decimal number such as 29.35", e);
        }
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
