package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.platform.PlatformOrder;
import io.gwms.store.PlatformType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order: what its platform last said of it and what became of it here. Immutable; a change is a
 * new value with the next version, committed through the state repository.
 */
public final class Order {
    private final Origin origin;
    private final long version;
    private final Instant updatedAt;
    private final List<OrderLine> lines;
    private final Promise promise;
    private final @Nullable OrderAttempt attempt;
    private final List<DispatchAttempt> dispatches;
    private final List<Shipment> shipments;
    private final CancelRequest cancelRequest;
    private final Closing closing;
    private final List<OrderException> exceptions;
    private final Hold hold;

    /**
     * Takes over what a change has checked, and does nothing else: into a new object the compiler stores without a
     * look at the collector's cards, as long as nothing is asked or called between {@code new} and the last field.
     */
    private Order(Change change) {
        this.origin = change.origin;
        this.version = change.version;
        this.updatedAt = change.updatedAt;
        this.lines = change.lines;
        this.promise = change.promise;
        this.attempt = change.attempt;
        this.dispatches = change.dispatches;
        this.shipments = change.shipments;
        this.cancelRequest = change.cancelRequest;
        this.closing = change.closing;
        this.exceptions = change.exceptions;
        this.hold = change.hold;
    }

    /** Starts an order as it is first stored, with version 1: nothing was done with it yet. */
    public static Change first(
            OrderId id,
            PlatformType platformType,
            PlatformOrder platform,
            String contentHash,
            List<OrderLine> lines,
            Instant createdAt) {
        return new Change(new Origin(id, platformType, platform, contentHash, createdAt), lines);
    }

    /** Starts a changed copy with the next version. */
    public Change change(Instant now) {
        return new Change(this, now);
    }

    /** Who it is. */
    public OrderId id() {
        return origin.id();
    }

    /** 1 when first stored, one more with each change. */
    public long version() {
        return version;
    }

    /** The platform it came from. */
    public PlatformType platformType() {
        return origin.platformType();
    }

    /** What the platform last said; amount, payment result and number only ever come from here. */
    public PlatformOrder platform() {
        return origin.platform();
    }

    /** Digest of what the platform last said. */
    public String contentHash() {
        return origin.contentHash();
    }

    /** Our side of each line, in the platform's order. */
    public List<OrderLine> lines() {
        return lines;
    }

    /** What of a B2B order is acknowledged. */
    public AcknowledgeState acknowledge() {
        return promise.state();
    }

    /** The warehouse whose stock it was accepted for; null when it is not acknowledged. */
    public @Nullable WarehouseCode acknowledgedFor() {
        return promise.warehouse();
    }

    /** What the platform was asked and has not answered; null when there is nothing. */
    public @Nullable OrderAttempt attempt() {
        return attempt;
    }

    /** The times it was handed to a warehouse, oldest first. */
    public List<DispatchAttempt> dispatches() {
        return dispatches;
    }

    /** What left for the buyer, oldest first. */
    public List<Shipment> shipments() {
        return shipments;
    }

    /** Whether a cancel is asked for. */
    public CancelRequest cancelRequest() {
        return cancelRequest;
    }

    /** What ended it. */
    public Closing closing() {
        return closing;
    }

    /** What stands in its way now. */
    public List<OrderException> exceptions() {
        return exceptions;
    }

    /** Why it is held; empty when it is not. */
    public String hold() {
        return hold.reason();
    }

    /** When the hold ends by itself; null when somebody has to release it. */
    public @Nullable Instant heldUntil() {
        return hold.until();
    }

    /** When it was first stored. */
    public Instant createdAt() {
        return origin.createdAt();
    }

    /** When it last changed here. */
    public Instant updatedAt() {
        return updatedAt;
    }

    /** The status, derived from the facts. */
    public OrderStatus status() {
        return OrderStatusRule.statusOf(this);
    }

    /** Consumer order or purchase order. */
    public OrderKind kind() {
        return origin.platform().kind();
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

    /** Whether the platform was asked something that it has not answered for good. */
    boolean hasAttempt() {
        return attempt != null;
    }

    /** Whether it is held at that time: a hold ends by itself when its time has come. */
    public boolean isHeldAt(Instant now) {
        return hold.isAt(now);
    }

    /** Whether it is the same version of the same order with the same facts. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Order order && facts().equals(order.facts());
    }

    @Override
    public int hashCode() {
        return facts().hashCode();
    }

    private List<@Nullable Object> facts() {
        return Arrays.asList(
                origin,
                version,
                updatedAt,
                lines,
                promise,
                attempt,
                dispatches,
                shipments,
                cancelRequest,
                closing,
                exceptions,
                hold);
    }

    @Override
    public String toString() {
        return "Order[" + id() + ", " + platform().number() + ", " + status() + ", version " + version + "]";
    }

    /** One of its lines with other figures, of which the open outbound order, if there is one, is still to ship that much. */
    OrderLine withAllocated(OrderLine line, long pieces) {
        return Guard.openOutbound(this) == null ? line : line.withAllocated(pieces);
    }

    /** Collects checked facts of an order; {@link #done} is the order. One thread. */
    public static final class Change {
        private Origin origin;
        private long version;
        private Instant updatedAt;
        private List<OrderLine> lines;
        private Promise promise;
        private @Nullable OrderAttempt attempt;
        private List<DispatchAttempt> dispatches;
        private List<Shipment> shipments;
        private CancelRequest cancelRequest;
        private Closing closing;
        private List<OrderException> exceptions;
        private Hold hold;

        private Change(Origin origin, List<OrderLine> lines) {
            this.origin = origin;
            this.version = 1;
            this.updatedAt = origin.createdAt();
            this.lines = Require.some(lines, "lines");
            this.promise = Promise.NONE;
            this.dispatches = List.of();
            this.shipments = List.of();
            this.cancelRequest = CancelRequest.NONE;
            this.closing = Closing.NONE;
            this.exceptions = List.of();
            this.hold = Hold.NONE;
        }

        private Change(Order order, Instant now) {
            this.origin = order.origin;
            this.version = order.version + 1;
            this.updatedAt = now;
            this.lines = order.lines;
            this.promise = order.promise;
            this.attempt = order.attempt;
            this.dispatches = order.dispatches;
            this.shipments = order.shipments;
            this.cancelRequest = order.cancelRequest;
            this.closing = order.closing;
            this.exceptions = order.exceptions;
            this.hold = order.hold;
        }

        /** Takes the version and the time of the last change of an order that is stored. */
        public Change stored(long version, Instant updatedAt) {
            Require.that(version >= 1, "version", version, "1 or more");
            this.version = version;
            this.updatedAt = requireNonNull(updatedAt, "updatedAt");
            return this;
        }

        /** Replaces what the platform says. */
        public Change platform(PlatformOrder platform, String contentHash) {
            this.origin = origin.with(platform, contentHash);
            return this;
        }

        /** Replaces the lines. */
        @SuppressWarnings("ReferenceEquality") // the list it has already was checked then
        public Change lines(List<OrderLine> lines) {
            this.lines = lines == this.lines ? lines : Require.some(lines, "lines");
            return this;
        }

        /** Sets what of it is acknowledged. */
        public Change acknowledge(AcknowledgeState acknowledge) {
            this.promise = new Promise(acknowledge, promise.warehouse());
            return this;
        }

        /** Sets the warehouse whose stock it was accepted for. */
        public Change acknowledgedFor(@Nullable WarehouseCode warehouse) {
            this.promise = new Promise(promise.state(), warehouse);
            return this;
        }

        /** Sets what the platform is being asked; null ends it. */
        public Change attempt(@Nullable OrderAttempt attempt) {
            this.attempt = attempt;
            return this;
        }

        /** Replaces the handings over. */
        public Change dispatches(List<DispatchAttempt> dispatches) {
            this.dispatches = List.copyOf(dispatches);
            return this;
        }

        /** Adds a handing over. */
        Change handedOver(DispatchAttempt attempt) {
            if (dispatches.isEmpty()) {
                this.dispatches = List.of(attempt);
                return this;
            }
            List<DispatchAttempt> longer = new ArrayList<>(dispatches);
            longer.add(attempt);
            return dispatches(longer);
        }

        /** Replaces the shipments. */
        public Change shipments(List<Shipment> shipments) {
            this.shipments = List.copyOf(shipments);
            return this;
        }

        /** Sets whether a cancel is asked for. */
        public Change cancelRequest(CancelRequest cancelRequest) {
            this.cancelRequest = requireNonNull(cancelRequest, "cancelRequest");
            return this;
        }

        /** Sets what ended it. */
        public Change closing(Closing closing) {
            this.closing = requireNonNull(closing, "closing");
            return this;
        }

        /** Replaces the open exceptions. */
        public Change exceptions(List<OrderException> exceptions) {
            this.exceptions = List.copyOf(exceptions);
            return this;
        }

        /** Holds it until somebody releases it; an empty reason lets it go. */
        public Change hold(String reason) {
            return hold(reason, null);
        }

        /** Holds it until then, or until somebody releases it. */
        public Change hold(String reason, @Nullable Instant until) {
            this.hold = reason.isEmpty() && until == null ? Hold.NONE : new Hold(reason, until);
            return this;
        }

        /** The order with all of that. */
        public Order done() {
            return new Order(this);
        }
    }

    /** Where it comes from, with what its platform last said. */
    private record Origin(
            OrderId id, PlatformType platformType, PlatformOrder platform, String contentHash, Instant createdAt) {
        Origin {
            requireNonNull(id, "id");
            requireNonNull(platformType, "platformType");
            requireNonNull(platform, "platform");
            requireNonNull(contentHash, "contentHash");
            requireNonNull(createdAt, "createdAt");
        }

        Origin with(PlatformOrder platform, String contentHash) {
            return new Origin(id, platformType, platform, contentHash, createdAt);
        }
    }

    /** What of a B2B order its platform was promised, and from which stock. */
    private record Promise(AcknowledgeState state, @Nullable WarehouseCode warehouse) {
        static final Promise NONE = new Promise(AcknowledgeState.NONE, null);

        Promise {
            requireNonNull(state, "acknowledge");
        }
    }

    /** Why it is held, and until when at most. */
    private record Hold(String reason, @Nullable Instant until) {
        static final Hold NONE = new Hold("", null);

        boolean isAt(Instant now) {
            return !reason.isEmpty() && (until == null || now.isBefore(until));
        }
    }
}
