package io.gwms.order;

import io.gwms.internal.PlatformCancel;
import io.gwms.platform.CancelReason;
import java.util.ArrayList;
import java.util.List;

/** Rejects a buyer's request to cancel: the platform is told that the order goes on. Moves nothing here. */
final class BuyersRequest {
    private BuyersRequest() {}

    static Decision rejected(Order order, String reason, String actor, OrderFacts facts) {
        List<Reason> reasons = new ArrayList<>();
        if (!order.platform().cancelRequested()) {
            reasons.add(ReasonCode.NO_CANCEL_REQUEST.plain());
        }
        if (!facts.takesCancels()) {
            reasons.add(ReasonCode.CANCEL_UNSUPPORTED.plain());
        }
        if (!reasons.isEmpty()) {
            return new Decision.Refused(reasons, List.of());
        }
        PlatformCancel keeps = new PlatformCancel(order.id(), true, CancelReason.OTHER, reason);
        return Decision.Accepted.unmoved(
                order,
                List.of(
                        Effects.platformCancel(order, keeps, facts.now()),
                        Journal.note(order, "BUYERS_REQUEST_REJECTED", reason, actor, facts.now())));
    }
}
