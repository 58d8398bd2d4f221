package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.outbound.Charge;
import io.gwms.outbound.OutboundId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Something that happened to an order outside: at its warehouse or on its platform. */
public sealed interface OrderEvent {

    /** The warehouse has the outbound order. */
    record OutboundAccepted(OutboundId outbound, String thirdPartyNo, String remoteStatus) implements OrderEvent {
        public OutboundAccepted {
            requireNonNull(outbound, "outbound");
            Require.text(thirdPartyNo, "thirdPartyNo");
            requireNonNull(remoteStatus, "remoteStatus");
        }
    }

    /** The warehouse will not take the outbound order as it is; nothing exists over there. */
    record OutboundRejected(OutboundId outbound, String text) implements OrderEvent {
        public OutboundRejected {
            requireNonNull(outbound, "outbound");
            Require.text(text, "text");
        }
    }

    /**
     * Goods left the warehouse.
     *
     * @param outbound the outbound order
     * @param shipmentId unique within the order; the same shipment again changes nothing
     * @param quantities pieces as sold, by line id of the order
     * @param trackingNumber the carrier's number; may be empty
     * @param carrier who carries it, by the name platforms know
     * @param serviceType the carrier's service; may be empty
     * @param shippedAt when it left
     * @param last whether the warehouse ships nothing more of this outbound order
     * @param remoteStatus the warehouse's own word
     */
    record Shipped(
            OutboundId outbound,
            String shipmentId,
            Map<String, Long> quantities,
            String trackingNumber,
            String carrier,
            String serviceType,
            Instant shippedAt,
            boolean last,
            String remoteStatus)
            implements OrderEvent {
        public Shipped {
            requireNonNull(outbound, "outbound");
            Require.text(shipmentId, "shipmentId");
            quantities = Map.copyOf(requireNonNull(quantities, "quantities"));
            quantities.forEach((line, pieces) ->
                    Require.that(pieces >= 0, "pieces of line " + line, pieces, "0 or more; report what left"));
            requireNonNull(trackingNumber, "trackingNumber");
            requireNonNull(carrier, "carrier");
            requireNonNull(serviceType, "serviceType");
            requireNonNull(shippedAt, "shippedAt");
            requireNonNull(remoteStatus, "remoteStatus");
        }
    }

    /** The warehouse will not ship (the rest of) the outbound order. */
    record OutboundCancelled(OutboundId outbound, String remoteStatus) implements OrderEvent {
        public OutboundCancelled {
            requireNonNull(outbound, "outbound");
            requireNonNull(remoteStatus, "remoteStatus");
        }
    }

    /** The warehouse refuses to cancel the outbound order. */
    record CancelRefused(OutboundId outbound, String text) implements OrderEvent {
        public CancelRefused {
            requireNonNull(outbound, "outbound");
            Require.text(text, "text");
        }
    }

    /**
     * The warehouse says what it charges for the outbound order in all so far, with a shipment report or when it is
     * asked how the order stands. It replaces what it said before.
     */
    record Charged(OutboundId outbound, List<Charge> charges) implements OrderEvent {
        public Charged {
            requireNonNull(outbound, "outbound");
            charges = Require.some(charges, "charges");
        }
    }

    /** The platform knows of the shipment. */
    record WrittenBack(String shipmentId, String platformShipmentId) implements OrderEvent {
        public WrittenBack {
            Require.text(shipmentId, "shipmentId");
            Require.text(platformShipmentId, "platformShipmentId");
        }
    }

    /** The platform surely did not take the shipment. */
    record WriteBackFailed(String shipmentId, boolean permanent, String text) implements OrderEvent {
        public WriteBackFailed {
            Require.text(shipmentId, "shipmentId");
            Require.text(text, "text");
        }
    }

    /** The platform may or may not have taken the shipment. */
    record WriteBackUnknown(String shipmentId, String text) implements OrderEvent {
        public WriteBackUnknown {
            Require.text(shipmentId, "shipmentId");
            Require.text(text, "text");
        }
    }

    /**
     * The platform issued the tracking number of a shipment it was told of.
     *
     * @param carrier who carries it; empty when the platform does not say
     */
    record TrackingIssued(String shipmentId, String trackingNumber, String carrier) implements OrderEvent {
        public TrackingIssued {
            Require.text(shipmentId, "shipmentId");
            Require.text(trackingNumber, "trackingNumber");
            requireNonNull(carrier, "carrier");
        }
    }

    /** The platform knows that the order is cancelled, or that it goes on; its own word for how the order stands. */
    record CancelTold(String word) implements OrderEvent {
        public CancelTold {
            requireNonNull(word, "word");
        }
    }

    /** The platform would not cancel an order that is cancelled here, or would not be told that it goes on. */
    record CancelNotTold(String text) implements OrderEvent {
        public CancelNotTold {
            Require.text(text, "text");
        }
    }

    /**
     * The platform took an acknowledgement.
     *
     * @param key the key of its task
     */
    record Acknowledged(String key) implements OrderEvent {
        public Acknowledged {
            Require.text(key, "key");
        }
    }

    /**
     * The platform surely did not take an acknowledgement.
     *
     * @param key the key of its task
     * @param permanent whether its task gives up; else it tries again
     * @param text why
     */
    record AcknowledgeFailed(String key, boolean permanent, String text) implements OrderEvent {
        public AcknowledgeFailed {
            Require.text(key, "key");
            Require.text(text, "text");
        }
    }

    /**
     * The platform may or may not have taken an acknowledgement.
     *
     * @param key the key of its task
     * @param text why
     */
    record AcknowledgeUnknown(String key, String text) implements OrderEvent {
        public AcknowledgeUnknown {
            Require.text(key, "key");
            Require.text(text, "text");
        }
    }
}
