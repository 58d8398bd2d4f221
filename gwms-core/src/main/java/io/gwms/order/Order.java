package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.platform.PlatformOrder;
import io.gwms.store.PlatformType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order: what its platform last said of it and what became of it here. Immutable; a change is a
 * new value with the next version, committed through the state repository.
 *
 * @param id who it is
 * @param version 1 when first stored, one more with each change
 * @param platformType the platform it came from
 * @param platform what the platform last said; amount, payment result and number only ever come from
 *     here
 * @param contentHash digest of that
 * @param lines our side of each line, in the platform's order
 * @param acknowledge what of a B2B order is acknowledged
 * @param acknowledgedFor the warehouse whose stock it was accepted for; null when it is not acknowledged
 * @param attempt what the platform was asked and has not answered; null when there is nothing
 * @param dispatches the times it was handed to a warehouse, oldest first
 * @param shipments what left for the buyer, oldest first
 * @param cancelRequest whether a cancel is asked for
 * @param closing what ended it
 * @param exceptions what stands in its way now
 * @param hold why it is held; empty when it is not
 * @param heldUntil when the hold ends by itself; null when somebody has to release it
 * @param createdAt when it was first stored
 * @param updatedAt when it last changed here
 */
public record Order(
        OrderId id,
        long version,
        PlatformType platformType,
        PlatformOrder platform,
        String contentHash,
        List<OrderLine> lines,
        AcknowledgeState acknowledge,
        @Nullable WarehouseCode acknowledgedFor,
        @Nullable OrderAttempt attempt,
        List<DispatchAttempt> dispatches,
        List<Shipment> shipments,
        CancelRequest cancelRequest,
        Closing closing,
        List<OrderException> exceptions,
        String hold,
        @Nullable Instant heldUntil,
        Instant createdAt,
        Instant updatedAt) {
    public Order {
        requireNonNull(id, "id");
        Require.that(version >= 1, "version", version, "1 or more");
        requireNonNull(platformType, "platformType");
        requireNonNull(platform, "platform");
        requireNonNull(contentHash, "contentHash");
        lines = Require.some(lines, "lines");
        requireNonNull(acknowledge, "acknowledge");
        dispatches = List.copyOf(dispatches);
        shipments = List.copyOf(shipments);
        requireNonNull(cancelRequest, "cancelRequest");
        requireNonNull(closing, "closing");
        exceptions = List.copyOf(exceptions);
        requireNonNull(hold, "hold");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** The status, derived from the facts. */
    public OrderStatus status() {
        return OrderStatusRule.statusOf(this);
    }

    /** Consumer order or purchase order. */
    public OrderKind kind() {
        return platform.kind();
    }

    /** The handing over that is still open. */
    public Optional<DispatchAttempt> openDispatch() {
        return dispatches.stream()
                .filter(attempt -> attempt.state() == DispatchAttempt.State.OPEN)
                .findFirst();
    }

    /** Pieces of one of its lines that the open outbound order is still to ship; 0 when none is open. */
    public long allocated(OrderLine line) {
        return Guard.openOutbound(this) == null ? 0 : line.unshipped() + line.surplus();
    }

    /** The line of that id. */
    public Optional<OrderLine> line(String lineId) {
        return lines.stream().filter(line -> line.lineId().equals(lineId)).findFirst();
    }

    /** The shipment of that id; also the one the platform is being told of by hand, which no other list shows yet. */
    public Optional<Shipment> shipment(String shipmentId) {
        for (Shipment shipment : shipments) {
            if (shipment.id().equals(shipmentId)) {
                return Optional.of(shipment);
            }
        }
        return attempt instanceof OrderAttempt.ManualShipping manual
                        && manual.shipment().id().equals(shipmentId)
                ? Optional.of(manual.shipment())
                : Optional.empty();
    }

    /** Whether it is held at that time: a hold ends by itself when its time has come. */
    public boolean isHeldAt(Instant now) {
        return !hold.isEmpty() && (heldUntil == null || now.isBefore(heldUntil));
    }

    @Override
    public String toString() {
        return "Order[" + id + ", " + platform.number() + ", " + status() + ", version " + version + "]";
    }

    /** One of its lines with other figures, of which the open outbound order, if there is one, is still to ship that much. */
    OrderLine withAllocated(OrderLine line, long pieces) {
        return Guard.openOutbound(this) == null ? line : line.withAllocated(pieces);
    }

    /** The next version of it, handed to a warehouse: every dispatch makes one, so without a {@link Change} beside it. */
    Order dispatched(
            List<OrderLine> lines, List<DispatchAttempt> dispatches, List<OrderException> exceptions, Instant now) {
        return new Order(
                id,
                version + 1,
                platformType,
                platform,
                contentHash,
                lines,
                acknowledge,
                acknowledgedFor,
                attempt,
                dispatches,
                shipments,
                CancelRequest.NONE,
                closing,
                exceptions,
                "",
                null,
                createdAt,
                now);
    }

    /** Starts a changed copy with the next version. */
    public Change change(Instant now) {
        return new Change(this, now);
    }

    /** Collects changes of an order; {@link #done} is the order with the next version. */
    public static final class Change {
        private final Order order;
        private final Instant now;
        private PlatformOrder platform;
        private String contentHash;
        private List<OrderLine> lines;
        private AcknowledgeState acknowledge;
        private @Nullable WarehouseCode acknowledgedFor;
        private @Nullable OrderAttempt attempt;
        private List<DispatchAttempt> dispatches;
        private List<Shipment> shipments;
        private CancelRequest cancelRequest;
        private Closing closing;
        private List<OrderException> exceptions;
        private String hold;
        private @Nullable Instant heldUntil;

        private Change(Order order, Instant now) {
            this.order = order;
            this.now = requireNonNull(now, "now");
            this.platform = order.platform;
            this.contentHash = order.contentHash;
            this.lines = order.lines;
            this.acknowledge = order.acknowledge;
            this.acknowledgedFor = order.acknowledgedFor;
            this.attempt = order.attempt;
            this.dispatches = order.dispatches;
            this.shipments = order.shipments;
            this.cancelRequest = order.cancelRequest;
            this.closing = order.closing;
            this.exceptions = order.exceptions;
            this.hold = order.hold;
            this.heldUntil = order.heldUntil;
        }

        /** Replaces what the platform says. */
        public Change platform(PlatformOrder platform, String contentHash) {
            this.platform = platform;
            this.contentHash = contentHash;
            return this;
        }

        /** Replaces the lines. */
        public Change lines(List<OrderLine> lines) {
            this.lines = lines;
            return this;
        }

        /** Sets what of it is acknowledged. */
        public Change acknowledge(AcknowledgeState acknowledge) {
            this.acknowledge = acknowledge;
            return this;
        }

        /** Sets the warehouse whose stock it was accepted for. */
        public Change acknowledgedFor(@Nullable WarehouseCode warehouse) {
            this.acknowledgedFor = warehouse;
            return this;
        }

        /** Sets what the platform is being asked; null ends it. */
        public Change attempt(@Nullable OrderAttempt attempt) {
            this.attempt = attempt;
            return this;
        }

        /** Replaces the handings over. */
        public Change dispatches(List<DispatchAttempt> dispatches) {
            this.dispatches = dispatches;
            return this;
        }

        /** Replaces the shipments. */
        public Change shipments(List<Shipment> shipments) {
            this.shipments = shipments;
            return this;
        }

        /** Sets whether a cancel is asked for. */
        public Change cancelRequest(CancelRequest cancelRequest) {
            this.cancelRequest = cancelRequest;
            return this;
        }

        /** Sets what ended it. */
        public Change closing(Closing closing) {
            this.closing = closing;
            return this;
        }

        /** Replaces the open exceptions. */
        public Change exceptions(List<OrderException> exceptions) {
            this.exceptions = exceptions;
            return this;
        }

        /** Holds it until somebody releases it; an empty reason lets it go. */
        public Change hold(String hold) {
            return hold(hold, null);
        }

        /** Holds it until then, or until somebody releases it. */
        public Change hold(String hold, @Nullable Instant until) {
            this.hold = hold;
            this.heldUntil = until;
            return this;
        }

        /** The changed order. */
        public Order done() {
            return new Order(
                    order.id,
                    order.version + 1,
                    order.platformType,
                    platform,
                    contentHash,
                    lines,
                    acknowledge,
                    acknowledgedFor,
                    attempt,
                    dispatches,
                    shipments,
                    cancelRequest,
                    closing,
                    exceptions,
                    hold,
                    heldUntil,
                    order.createdAt,
                    now);
        }
    }
}
