package io.gwms.order;

import io.gwms.order.EventTable.Incident;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.WriteBackSupport;
import io.gwms.sku.SkuMapping;
import io.gwms.state.Change;
import io.gwms.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an order that came in from its platform amounts to (rows E10 to E22). */
final class IntakeRules {
    private final PlatformOrder platform;
    private final String hash;
    private final Map<String, SkuMapping> mappings;
    private final WriteBackSupport support;
    private final CompleteOn completeOn;
    private final boolean issuesTracking;
    private final Instant now;

    IntakeRules(
            PlatformOrder platform,
            Map<String, SkuMapping> mappings,
            WriteBackSupport support,
            CompleteOn completeOn,
            boolean issuesTracking,
            Instant now) {
        this.platform = platform;
        this.hash = ContentHash.of(platform);
        this.mappings = mappings;
        this.support = support;
        this.completeOn = completeOn;
        this.issuesTracking = issuesTracking;
        this.now = now;
    }

    Intake firstSeen(Store store) {
        List<OrderLine> lines = Lines.of(platform, List.of(), mappings);
        Closing closing = switch (platform.fact()) {
            case OPEN, PARTLY_SHIPPED -> Closing.NONE;
            case SHIPPED, COMPLETED -> Closing.FINISHED_ON_PLATFORM;
            case CANCELLED -> Closing.CANCELLED;
        };
        OpenExceptions exceptions = new OpenExceptions(List.of(), now);
        if (closing == Closing.NONE) {
            Judgement.judge(exceptions, platform, lines);
        }
        OrderId id = new OrderId(store.id(), platform.platformOrderId());
        Order order = Order.first(id, store.platform(), platform, hash, lines, now)
                .closing(closing)
                .exceptions(exceptions.list())
                .hold(closing == Closing.NONE ? TestOrders.holdAtFirst(platform) : "")
                .done();
        return new Intake(
                Intake.Verdict.CREATED,
                List.of(
                        new Change.SaveOrder(order),
                        Journal.step(
                                order, order, JournalEntry.RECEIVED, "E22", platform.fact() + " on the platform")));
    }

    /**
     * @param outbound the outbound order that is open; null when none is
     * @param askWarehouseToCancel the task that asks for it to be cancelled, added or made due; null when that is under way
     */
    Intake seenAgain(
            Order stored,
            @Nullable OutboundOrder outbound,
            Function<OutboundOrder, @Nullable Change> askWarehouseToCancel) {
        long known = stored.platform().changedAt().toEpochMilli();
        long seen = platform.changedAt().toEpochMilli();
        if (seen < known || (seen == known && hash.equals(stored.contentHash()))) {
            return new Intake(Intake.Verdict.SKIPPED, List.of());
        }
        List<Change> changes = switch (stored.status()) {
            case PENDING, ACKNOWLEDGED -> waiting(stored);
            case PROCESSING, PARTIALLY_SHIPPED -> withWarehouse(stored, outbound, askWarehouseToCancel);
            case SHIPPED, COMPLETED, CANCELLED, MANUAL_COMPLETED -> shippedOrEnded(stored);
        };
        return new Intake(Intake.Verdict.UPDATED, changes);
    }

    /** Rows E11, E12, E15 and E19: nothing is with a warehouse, so the platform's word goes. */
    private List<Change> waiting(Order stored) {
        boolean purchase = stored.status() == OrderStatus.ACKNOWLEDGED;
        List<OrderLine> lines = purchase
                ? Lines.acknowledged(platform, stored.lines(), mappings)
                : Lines.of(platform, stored.lines(), mappings);
        OpenExceptions exceptions = exceptions(stored).grown(lines);
        Order.Change change = stored.change(now)
                .platform(platform, hash)
                .lines(lines)
                .exceptions(Judgement.judge(exceptions, platform, lines).list());
        TestOrders.holdOrRelease(stored, platform, change);
        if (incident() != Incident.PLATFORM_CHANGED && stored.attempt() == null) {
            boolean cancelled = platform.fact() == PlatformFact.CANCELLED;
            change.closing(cancelled ? Closing.CANCELLED : Closing.FINISHED_ON_PLATFORM)
                    .exceptions(List.of());
        }
        return step(stored, change).done(incident(), platform.fact() + " on the platform");
    }

    /** Rows E13, E16, E17 and E19: what was sent stays as sent. */
    private List<Change> withWarehouse(
            Order stored,
            @Nullable OutboundOrder outbound,
            Function<OutboundOrder, @Nullable Change> askWarehouseToCancel) {
        List<OrderLine> sent = Lines.figures(platform, stored);
        List<OrderLine> lines = outbound == null ? Lines.lessened(platform, sent) : sent;
        boolean finished = PlatformEvents.isFinished(platform);
        OpenExceptions exceptions = exceptions(stored).asked(platform);
        if (!finished) {
            exceptions.close(OrderException.SHIPPED_ON_PLATFORM);
        } else if (outbound != null) {
            exceptions.open(
                    OrderException.SHIPPED_ON_PLATFORM,
                    "",
                    "the platform says it is " + platform.fact() + " while a warehouse has it");
        }
        if (outbound != null) {
            String differs = differences(outbound, stored, lines);
            exceptions.openIf(
                    !differs.isEmpty(),
                    OrderException.UPSTREAM_CHANGED_AFTER_DISPATCH,
                    "changed on the platform after dispatch: " + differs);
        }
        Order.Change change = stored.change(now).platform(platform, hash).lines(lines);
        boolean newlyCancelled =
                platform.fact() == PlatformFact.CANCELLED && stored.platform().fact() != PlatformFact.CANCELLED;
        EventStep step = step(stored, change);
        if (newlyCancelled) {
            change.shipments(WriteBacks.untold(stored.shipments()));
        }
        if (newlyCancelled && outbound != null) {
            exceptions.close(OrderException.CANCEL_REFUSED).close(OrderException.PLATFORM_REOPENED);
            if (!stored.cancelRequest().isAsked()) {
                change.cancelRequest(CancelRequest.BY_PLATFORM);
            }
            Change ask = askWarehouseToCancel.apply(outbound);
            if (ask != null) {
                step.effect(ask);
            }
        } else if (newlyCancelled) {
            change.lines(Lines.restCancelled(lines));
        }
        if (stored.platform().fact() == PlatformFact.CANCELLED && incident() == Incident.PLATFORM_CHANGED) {
            reopened(stored, change, exceptions);
        }
        boolean isMissed = step.after().status() == OrderStatus.PARTIALLY_SHIPPED;
        if (!isMissed) {
            exceptions.close(OrderException.SHORT_CLOSED);
        }
        change.exceptions(exceptions.list());
        return step.done(incident(), platform.fact() + " on the platform");
    }

    /** Open there again while the warehouse is still asked to cancel: that request is the platform's no more. */
    private void reopened(Order stored, Order.Change change, OpenExceptions exceptions) {
        exceptions.open(
                OrderException.PLATFORM_REOPENED,
                "",
                "the platform opened it again while the warehouse was asked to cancel");
        change.shipments(WriteBacks.toldAgain(stored.shipments(), support, issuesTracking));
        if (stored.cancelRequest() == CancelRequest.BY_PLATFORM) {
            change.cancelRequest(CancelRequest.NONE);
        }
    }

    /** Rows E14, E18, E19 and E20: only money and the platform's own standing move. */
    private List<Change> shippedOrEnded(Order stored) {
        PlatformFact before = stored.platform().fact();
        PlatformFact fact = platform.fact();
        boolean cancelledHere = stored.status() == OrderStatus.CANCELLED;
        OpenExceptions exceptions = exceptions(stored)
                .openIf(
                        fact == PlatformFact.CANCELLED && !cancelledHere,
                        OrderException.CANCELLED_AFTER_SHIPMENT,
                        "the platform cancelled it after it had shipped");
        if (cancelledHere && before == PlatformFact.CANCELLED && fact != PlatformFact.CANCELLED) {
            exceptions.open(
                    OrderException.PLATFORM_REOPENED, "", "the platform opened it again after it was cancelled");
        }
        if (cancelledHere && fact == PlatformFact.CANCELLED) {
            exceptions.close(OrderException.PLATFORM_REOPENED);
        }
        Order.Change change = stored.change(now).platform(money(stored.platform()), hash);
        if (fact == PlatformFact.CANCELLED) {
            change.shipments(WriteBacks.untold(stored.shipments()));
        } else if (before == PlatformFact.CANCELLED
                && stored.status() == OrderStatus.SHIPPED
                && stored.attempt() == null) {
            change.shipments(WriteBacks.toldAgain(stored.shipments(), support, issuesTracking));
        }
        if (!platform.cancelRequested()) {
            exceptions.close(OrderException.BUYER_ASKS_TO_CANCEL);
        }
        if (stored.status() == OrderStatus.SHIPPED && PlatformEvents.isFinished(platform) && stored.attempt() == null) {
            change.closing(Closing.FINISHED_ON_PLATFORM);
            exceptions.close(OrderException.WRITEBACK_FAILED);
        }
        return step(stored, change.exceptions(exceptions.list()))
                .done(incident(), platform.fact() + " on the platform");
    }

    private PlatformOrder money(PlatformOrder old) {
        return platform.toBuilder()
                .kind(old.kind())
                .source(old.source())
                .orderedAt(old.orderedAt())
                .platformDelivers(old.platformDelivers())
                .buyerNote(old.buyerNote())
                .recipient(old.recipient())
                .lines(old.lines())
                .build();
    }

    private String differences(OutboundOrder sent, Order before, List<OrderLine> lines) {
        StringBuilder differs = new StringBuilder();
        if (!platform.platformDelivers() && !sent.recipient().equals(platform.recipient())) {
            add(differs, "the address");
        }
        for (PlatformOrderLine line : platform.lines()) {
            OrderLine ours = find(before.lines(), line.lineId());
            if (ours == null) {
                add(differs, "line " + line.lineId() + " is new");
            } else if (!ours.platformSku().equals(line.platformSku())) {
                add(differs, "the SKU of line " + line.lineId());
            } else if (ours.ordered() != line.quantity()) {
                add(differs, "line " + line.lineId() + " was " + ours.ordered() + " pieces and is " + line.quantity());
            }
        }
        for (OrderLine line : lines) {
            long asked = before.allocated(line) + line.shipped();
            if (Lines.find(platform, line.lineId()) == null) {
                add(differs, "line " + line.lineId() + " is gone");
            } else if (line.required() < asked) {
                add(
                        differs,
                        "of line " + line.lineId() + " only " + line.required() + " of " + asked
                                + " pieces are wanted");
            }
        }
        return differs.toString();
    }

    private static void add(StringBuilder differs, String one) {
        differs.append(differs.length() == 0 ? "" : ", ").append(one);
    }

    private static @Nullable OrderLine find(List<OrderLine> lines, String lineId) {
        for (OrderLine line : lines) {
            if (line.lineId().equals(lineId)) {
                return line;
            }
        }
        return null;
    }

    private Incident incident() {
        return switch (platform.fact()) {
            case OPEN, PARTLY_SHIPPED -> Incident.PLATFORM_CHANGED;
            case CANCELLED -> Incident.PLATFORM_CANCELLED;
            case SHIPPED, COMPLETED -> Incident.PLATFORM_FINISHED;
        };
    }

    private EventStep step(Order stored, Order.Change change) {
        return new EventStep(stored, change, support, completeOn);
    }

    private OpenExceptions exceptions(Order stored) {
        return new OpenExceptions(stored.exceptions(), now);
    }
}
