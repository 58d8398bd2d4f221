package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.ordersync.FailureFamily;
import java.util.function.Function;

/** One order of a page: read, or there and unreadable. */
public sealed interface FetchedOrder {
    /** Runs the one function that fits. */
    <R> R fold(Function<? super Read, ? extends R> read, Function<? super Unreadable, ? extends R> unreadable);

    /** An order that was understood. */
    record Read(PlatformOrder order) implements FetchedOrder {
        public Read {
            requireNonNull(order, "order");
        }

        @Override
        public <R> R fold(
                Function<? super Read, ? extends R> read, Function<? super Unreadable, ? extends R> unreadable) {
            return read.apply(this);
        }
    }

    /**
     * An order that is there and was not understood; it is quarantined and stops no other.
     *
     * @param platformOrderId the platform's immutable id, or what stands for it
     * @param number the number people read; empty when unreadable
     * @param family where the cause is to be sought: in the order itself, or in a SKU of it
     * @param reason what is wrong with it
     * @param raw what the platform sent; redacted before it is kept
     */
    record Unreadable(String platformOrderId, String number, FailureFamily family, String reason, String raw)
            implements FetchedOrder {
        /** An order whose own data is wrong. */
        public Unreadable(String platformOrderId, String number, String reason, String raw) {
            this(platformOrderId, number, FailureFamily.ORDER_DATA, reason, raw);
        }

        public Unreadable {
            requireNonNull(family, "family");
            Require.text(platformOrderId, "platformOrderId");
            requireNonNull(number, "number");
            Require.text(reason, "reason");
            requireNonNull(raw, "raw");
        }

        @Override
        public <R> R fold(
                Function<? super Read, ? extends R> read, Function<? super Unreadable, ? extends R> unreadable) {
            return unreadable.apply(this);
        }

        @Override
        public String toString() {
            return "Unreadable[" + platformOrderId + ", " + reason + "]";
        }
    }
}
