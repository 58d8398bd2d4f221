package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something a platform was asked to take and has not answered for good. An order has at most one; while
 * it is open nothing else can be begun with the order (orders, section 2.3).
 */
public sealed interface OrderAttempt {
    /** The stable key of its effect, which is the key of its task. */
    String key();

    /** Whether it may or may not have been taken: it is asked about before it is sent again. */
    boolean unknown();

    /** Runs the one function that fits. */
    <R> R fold(
            Function<? super Acknowledging, ? extends R> acknowledging,
            Function<? super ManualShipping, ? extends R> manualShipping);

    /**
     * The platform is told what of a purchase order is accepted.
     *
     * @param key the key of its task
     * @param unknown whether it may have been taken
     * @param warehouse whose stock it was accepted for; null when nothing is
     * @param lines every line of the order
     * @param cancels whether it takes an earlier promise back so that the order can be cancelled
     */
    record Acknowledging(
            String key,
            boolean unknown,
            @Nullable WarehouseCode warehouse,
            List<AcknowledgedLine> lines,
            boolean cancels)
            implements OrderAttempt {
        public Acknowledging {
            Require.text(key, "key");
            lines = Require.some(lines, "lines");
        }

        /** What it comes to. */
        AcknowledgeState outcome() {
            long accepted = 0;
            long rejected = 0;
            for (AcknowledgedLine line : lines) {
                accepted += line.accepted();
                rejected += line.rejected();
            }
            return AcknowledgeState.of(accepted, rejected);
        }

        Acknowledging asUnknown() {
            return new Acknowledging(key, true, warehouse, lines, cancels);
        }

        @Override
        public <R> R fold(
                Function<? super Acknowledging, ? extends R> acknowledging,
                Function<? super ManualShipping, ? extends R> manualShipping) {
            return acknowledging.apply(this);
        }
    }

    /**
     * The platform is told of goods that were not shipped through the warehouse, or of another tracking
     * number than it refused.
     *
     * @param key the key of its task
     * @param unknown whether it may have been taken
     * @param shipment what it is told
     */
    record ManualShipping(String key, boolean unknown, Shipment shipment) implements OrderAttempt {
        public ManualShipping {
            Require.text(key, "key");
            requireNonNull(shipment, "shipment");
        }

        ManualShipping asUnknown() {
            return new ManualShipping(key, true, shipment.withWriteBack(Shipment.WriteBack.UNKNOWN, ""));
        }

        @Override
        public <R> R fold(
                Function<? super Acknowledging, ? extends R> acknowledging,
                Function<? super ManualShipping, ? extends R> manualShipping) {
            return manualShipping.apply(this);
        }
    }
}
