package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.OrderKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a delivery turned out to be: {@link Authentic}, a {@link Handshake} or {@link Rejected}. */
public sealed interface WebhookVerdict {
    /** Runs the one case that fits. */
    <R> R fold(Cases<? extends R> cases);

    /** A function for each case; {@link WebhookVerdict#fold} runs the one that fits. */
    interface Cases<R> {
        /** The platform sent it. */
        R authentic(Authentic delivery);

        /** The platform only looks whether somebody answers. */
        R handshake(Handshake handshake);

        /** Nothing of it is believed. */
        R rejected(Rejected rejected);
    }

    /**
     * The platform sent it.
     *
     * @param topic what it is about, in the platform's word
     * @param deliveryId names this delivery; where the platform gives none, a digest of the signed bytes
     * @param eventId names the event: the same in every delivery of it; the delivery's id where the platform gives none
     * @param eventAt when it happened; null when the platform does not say
     * @param account the platform's name of the account it is about; empty when each has an address of its own
     * @param kind whether its orders are consumer orders or purchase orders
     * @param numbers orders to read again, as {@link LookUpOrders} takes them; empty when it is about none
     * @param orders orders it carries whole; they are checked against what is stored as those of a page are
     */
    record Authentic(
            String topic,
            String deliveryId,
            String eventId,
            @Nullable Instant eventAt,
            String account,
            OrderKind kind,
            List<String> numbers,
            List<FetchedOrder> orders)
            implements WebhookVerdict {
        public Authentic {
            requireNonNull(topic, "topic");
            Require.text(deliveryId, "deliveryId");
            Require.text(eventId, "eventId");
            requireNonNull(account, "account");
            requireNonNull(kind, "kind");
            numbers = List.copyOf(numbers);
            orders = List.copyOf(orders);
        }

        /** A delivery about nothing in particular yet; its event has the delivery's id. */
        public static Authentic of(String topic, String deliveryId) {
            return new Authentic(topic, deliveryId, deliveryId, null, "", OrderKind.B2C, List.of(), List.of());
        }

        /** The same, of that event. */
        public Authentic ofEvent(String eventId, @Nullable Instant eventAt) {
            return new Authentic(topic, deliveryId, eventId, eventAt, account, kind, numbers, orders);
        }

        /** The same, about that account. */
        public Authentic forAccount(String account) {
            return new Authentic(topic, deliveryId, eventId, eventAt, account, kind, numbers, orders);
        }

        /** The same, about orders that are to be read again. */
        public Authentic about(OrderKind kind, List<String> numbers) {
            return new Authentic(topic, deliveryId, eventId, eventAt, account, kind, numbers, orders);
        }

        /** The same, with orders it carries whole. */
        public Authentic carrying(List<FetchedOrder> orders) {
            return new Authentic(topic, deliveryId, eventId, eventAt, account, kind, numbers, orders);
        }

        @Override
        public <R> R fold(Cases<? extends R> cases) {
            return cases.authentic(this);
        }
    }

    /**
     * The platform only looks whether somebody answers, unsigned: nothing is believed and nothing changes.
     *
     * @param answer the text that the platform wants back; empty when the status is enough
     */
    record Handshake(String answer) implements WebhookVerdict {
        public Handshake {
            requireNonNull(answer, "answer");
        }

        @Override
        public <R> R fold(Cases<? extends R> cases) {
            return cases.handshake(this);
        }
    }

    /**
     * Nothing of it is believed.
     *
     * @param why which check it failed
     * @param text what is wrong, for a person; nothing of the delivery that could be secret
     */
    record Rejected(Why why, String text) implements WebhookVerdict {
        public Rejected {
            requireNonNull(why, "why");
            Require.text(text, "text");
        }

        @Override
        public <R> R fold(Cases<? extends R> cases) {
            return cases.rejected(this);
        }
    }

    /** Which check a delivery failed. */
    enum Why {
        /** It carries no signature. */
        UNSIGNED,
        /** The signature is not that of a secret we know. */
        FORGED,
        /** It is older, or further in the future, than the platform's deliveries can be. */
        STALE,
        /** It is signed and cannot be read. */
        UNREADABLE
    }
}
