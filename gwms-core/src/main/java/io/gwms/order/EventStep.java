package io.gwms.order;

import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.WriteBackSupport;
import io.gwms.state.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what an event makes of an order into changes: nothing when it makes nothing of it. */
final class EventStep {
    private final Order before;
    private final WriteBackSupport support;
    private final CompleteOn completeOn;
    private final Order.Change change;
    private final List<Change> effects = new ArrayList<>();
    private @Nullable OutboundOrder outbound;
    private boolean noted;

    EventStep(Order before, Order.Change change, WriteBackSupport support, CompleteOn completeOn) {
        this.before = before;
        this.change = change;
        this.support = support;
        this.completeOn = completeOn;
    }

    EventStep outbound(@Nullable OutboundOrder next) {
        this.outbound = next;
        return this;
    }

    EventStep effect(Change effect) {
        effects.add(effect);
        return this;
    }

    /** Writes the step down even if no fact of the order changes. */
    EventStep noted(boolean noted) {
        this.noted = noted;
        return this;
    }

    /** The order as it would be. */
    Order after() {
        return completed(before, change, support, completeOn);
    }

    /**
     * The changed order; complete for ever once everything of it is shipped, and has come to be what is asked for (row
     * E7) or is finished on the platform already (row E19, when the platform said so before the goods left).
     */
    static Order completed(Order before, Order.Change change, WriteBackSupport support, CompleteOn completeOn) {
        Order after = change.done();
        boolean met = completeOn.isMetBy(after, support) && !completeOn.isMetBy(before, support);
        boolean known = after.status() == OrderStatus.SHIPPED
                && after.attempt() == null
                && PlatformEvents.isFinished(after.platform());
        return met || known ? change.closing(Closing.FINISHED_ON_PLATFORM).done() : after;
    }

    List<Change> done(EventTable.Incident incident, String detail) {
        Order after = after();
        List<Change> changes = new ArrayList<>();
        if (noted || !sameFacts(after)) {
            String row = EventTable.target(incident, before.status()).row();
            changes.add(new Change.SaveOrder(after));
            changes.add(Journal.step(before, after, incident.name(), row, detail));
            for (String shipment : WriteBacks.due(before, after, support)) {
                changes.add(Effects.writeBack(after, shipment, after.updatedAt()));
            }
            changes.addAll(effects);
        }
        if (outbound != null) {
            changes.add(new Change.SaveOutbound(outbound));
        }
        return List.copyOf(changes);
    }

    private boolean sameFacts(Order after) {
        return before.platform().equals(after.platform())
                && before.contentHash().equals(after.contentHash())
                && before.lines().equals(after.lines())
                && before.acknowledge() == after.acknowledge()
                && Objects.equals(before.attempt(), after.attempt())
                && before.dispatches().equals(after.dispatches())
                && before.shipments().equals(after.shipments())
                && before.cancelRequest() == after.cancelRequest()
                && before.closing() == after.closing()
                && before.exceptions().equals(after.exceptions());
    }
}
