package io.gwms.testkit.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.credential.Credential;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AcknowledgeOrders;
import io.gwms.platform.AcknowledgeOrders.Acknowledgement;
import io.gwms.platform.AcknowledgeOrders.Line;
import io.gwms.platform.Acknowledged;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.PushStock;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.redact.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Connectors with one defect each in how they write, refresh or receive; a key begins with the clauses that name it. */
final class BrokenWriters {
    static final Map<String, UnaryOperator<PlatformConnector>> ALL = Map.ofEntries(
            Map.entry("2.1 takes a lost reply for a refusal", LostIsRefused::new),
            Map.entry("6.1 answers in another order than asked", AnswersBackwards::new),
            Map.entry("7.1 sends again when it was called too often", SendsAgain::new),
            Map.entry("7.4 takes any shipment of the order for ours", TakesAnyShipment::new),
            Map.entry("7.6 takes the shipment of another for ours", TakesAnothers::new),
            Map.entry("12.2 sets a level whatever is shown", SetsAnyLevel::new),
            Map.entry("13.1 accepts all of a line of which some is accepted", AcceptsWholeLines::new),
            Map.entry("14.3 has one verdict for all orders", CancelsTogether::new),
            Map.entry("16.1 refreshes by its own will", RefreshesItself::new),
            Map.entry("16.2 counts the version of the credential up itself", CountsTheVersion::new),
            Map.entry("17.2 believes what is not signed", good -> new Receiving(good, BrokenWriters::believesUnsigned)),
            Map.entry(
                    "17.3 checks the signature over what it wrote again",
                    good -> new Receiving(good, (webhooks, delivery) -> webhooks.verify(writtenAgain(delivery)))),
            Map.entry(
                    "17.4 knows the present secret only",
                    good -> new Receiving(
                            good,
                            (webhooks, delivery) -> webhooks.verify(altered(
                                    delivery,
                                    delivery.body(),
                                    delivery.secrets().subList(0, 1))))),
            Map.entry("17.5 names a delivery anew each time", good -> new Receiving(good, BrokenWriters::namesAnew)));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String SIGNATURE = "X-Scripted-Signature";

    private BrokenWriters() {}

    private static final class LostIsRefused extends AlteredConnector {
        LostIsRefused(PlatformConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
            return super.writeShipments(request).stream()
                    .map(outcome -> outcome instanceof Outcome.Unknown<WrittenShipment> unknown
                                    && unknown.cause().contains("lost")
                            ? Outcome.<WrittenShipment>refused(
                                    Refusal.temporary(RefusalCode.PLATFORM_FAILURE, unknown.cause()))
                            : outcome)
                    .toList();
        }
    }

    private static final class AnswersBackwards extends AlteredConnector {
        AnswersBackwards(PlatformConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
            List<Outcome<WrittenShipment>> outcomes = new ArrayList<>(super.writeShipments(request));
            Collections.reverse(outcomes);
            return outcomes;
        }
    }

    private static final class SendsAgain extends AlteredConnector {
        SendsAgain(PlatformConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
            List<Outcome<WrittenShipment>> outcomes = super.writeShipments(request);
            boolean tooOften = outcomes.stream()
                    .anyMatch(outcome -> outcome instanceof Outcome.Refused<WrittenShipment> refused
                            && refused.refusal().code().equals(RefusalCode.RATE_LIMITED));
            return tooOften ? super.writeShipments(request) : outcomes;
        }
    }

    private static final class TakesAnyShipment extends AlteredConnector {
        private String written = "";

        TakesAnyShipment(PlatformConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
            written = request.shipments().get(0).trackingNumber();
            return super.writeShipments(request);
        }

        @Override
        public List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
            return super.probeShipments(altered(
                    request,
                    written.isEmpty() ? request.shipments().get(0).trackingNumber() : written,
                    request.shipments().get(0).otherShipments()));
        }
    }

    private static final class TakesAnothers extends AlteredConnector {
        TakesAnothers(PlatformConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
            return super.probeShipments(
                    altered(request, request.shipments().get(0).trackingNumber(), Set.of()));
        }
    }

    private static WriteShipments altered(WriteShipments request, String tracking, Set<String> others) {
        ShipmentNotice notice = request.shipments().get(0);
        return new WriteShipments(
                request.session(),
                List.of(new ShipmentNotice(
                        notice.effectKey(),
                        notice.platformOrderId(),
                        notice.number(),
                        notice.quantities(),
                        tracking,
                        notice.carrier(),
                        notice.serviceType(),
                        notice.shippedAt(),
                        others)));
    }

    private static final class SetsAnyLevel extends AlteredConnector {
        SetsAnyLevel(PlatformConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<ShownStock>> pushStock(PushStock request) {
            return super.pushStock(new PushStock(
                    request.session(),
                    request.levels().stream()
                            .map(level -> new PushStock.Level(
                                    level.effectKey(), level.platformSku(), level.sellable(), null, level.listing()))
                            .toList()));
        }
    }

    private static final class AcceptsWholeLines extends AlteredConnector {
        AcceptsWholeLines(PlatformConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<Acknowledged>> acknowledge(AcknowledgeOrders request) {
            return super.acknowledge(new AcknowledgeOrders(
                    request.session(),
                    request.acknowledgements().stream()
                            .map(one -> new Acknowledgement(
                                    one.effectKey(),
                                    one.platformOrderId(),
                                    one.number(),
                                    one.lines().stream()
                                            .map(AcceptsWholeLines::whole)
                                            .toList(),
                                    one.transaction()))
                            .toList()));
        }

        private static Line whole(Line line) {
            return line.accepted() == 0 ? line : new Line(line.lineId(), line.accepted() + line.rejected(), 0, "");
        }
    }

    private static final class CancelsTogether extends AlteredConnector {
        CancelsTogether(PlatformConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<String>> cancelOrders(CancelOrders request) {
            List<Outcome<String>> outcomes = super.cancelOrders(request);
            return outcomes.stream()
                    .filter(outcome -> outcome.asDone().isEmpty())
                    .findFirst()
                    .map(worst -> Collections.nCopies(outcomes.size(), worst))
                    .orElse(outcomes);
        }
    }

    private static final class RefreshesItself extends AlteredConnector {
        RefreshesItself(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            Outcome<OrderPage> page = super.fetchOrders(request);
            boolean dead = page instanceof Outcome.Refused<OrderPage> refused
                    && refused.refusal().text().contains("expired");
            return dead
                    ? refreshCredential(request.session())
                            .then(fresh -> super.fetchOrders(new FetchOrders(
                                    request.session().withCredential(fresh),
                                    request.kind(),
                                    request.window(),
                                    request.cursor())))
                    : page;
        }
    }

    private static final class CountsTheVersion extends AlteredConnector {
        CountsTheVersion(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<Credential> refreshCredential(StoreSession session) {
            return super.refreshCredential(session)
                    .then(fresh -> Outcome.done(new Credential(
                            fresh.owner(), fresh.version() + 1, fresh.secrets(), fresh.settings(), fresh.expiresAt())));
        }
    }

    /** How a delivery is judged. */
    @FunctionalInterface
    private interface Judge {
        WebhookVerdict verify(PlatformWebhooks good, WebhookDelivery delivery);
    }

    private static final class Receiving extends AlteredConnector {
        private final Judge judge;

        Receiving(PlatformConnector good, Judge judge) {
            super(good);
            this.judge = judge;
        }

        @Override
        public Optional<PlatformWebhooks> webhooks() {
            PlatformWebhooks good = super.webhooks().orElseThrow();
            return Optional.of(new PlatformWebhooks() {
                @Override
                public Duration tolerance() {
                    return good.tolerance();
                }

                @Override
                public WebhookVerdict verify(WebhookDelivery delivery) {
                    return judge.verify(good, delivery);
                }
            });
        }
    }

    private static WebhookVerdict believesUnsigned(PlatformWebhooks good, WebhookDelivery delivery) {
        WebhookVerdict verdict = good.verify(delivery);
        return verdict instanceof Rejected
                        && delivery.header(SIGNATURE).orElse("").isEmpty()
                ? Authentic.of("orders/changed", "D1")
                : verdict;
    }

    private static WebhookVerdict namesAnew(PlatformWebhooks good, WebhookDelivery delivery) {
        WebhookVerdict verdict = good.verify(delivery);
        return verdict instanceof Authentic known
                ? Authentic.of(known.topic(), "D" + NAMES.incrementAndGet()).about(known.kind(), known.numbers())
                : verdict;
    }

    private static WebhookDelivery writtenAgain(WebhookDelivery delivery) {
        try {
            String again = JSON.writeValueAsString(JSON.readTree(delivery.body()));
            return altered(delivery, again.getBytes(StandardCharsets.UTF_8), delivery.secrets());
        } catch (JsonProcessingException e) {
            return delivery;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static WebhookDelivery altered(WebhookDelivery delivery, byte[] body, List<Secret> secrets) {
        return WebhookDelivery.of(
                URI.create(delivery.callback().toString()),
                delivery.header(SIGNATURE)
                        .map(signature -> Map.of(SIGNATURE, signature))
                        .orElse(Map.of()),
                body,
                delivery.receivedAt(),
                secrets);
    }
}
