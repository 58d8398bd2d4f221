package io.gwms.order;

import io.gwms.platform.PlatformOrder;
import java.util.ArrayList;
import java.util.List;

/** What, of the data of an order alone, stands in the way of dispatching it (row 2). */
final class Judgement {
    private Judgement() {}

    static List<Reason> of(PlatformOrder platform, List<OrderLine> lines) {
        List<Reason> reasons = new ArrayList<>();
        if (!isAddressComplete(platform)) {
            reasons.add(addressMisses(platform.recipient()));
        }
        if (!isShippable(lines)) {
            reasons.add(ReasonCode.NO_SHIPPABLE_ITEMS.plain());
        }
        return plusMappings(reasons, lines);
    }

    /** Whether all of its address is there that somebody other than its platform needs to deliver it. */
    static boolean isAddressComplete(PlatformOrder platform) {
        return platform.platformDelivers() || platform.recipient().isComplete();
    }

    /** What is missing of the address. */
    static Reason addressMisses(Recipient recipient) {
        StringBuilder missing = new StringBuilder();
        name(missing, "name", recipient.name());
        name(missing, "country", recipient.country());
        name(missing, "city", recipient.city());
        name(missing, "address line 1", recipient.address());
        return ReasonCode.ADDRESS_INCOMPLETE.about(
                missing.toString(), ReasonCode.ADDRESS_INCOMPLETE.text() + ": " + missing);
    }

    private static void name(StringBuilder missing, String field, String value) {
        if (value.isEmpty()) {
            missing.append(missing.length() == 0 ? "" : ", ").append(field);
        }
    }

    /** Whether some of it is still to be handed to a warehouse. */
    static boolean isShippable(List<OrderLine> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).unshipped() > 0) {
                return true;
            }
        }
        return false;
    }

    /** The reasons and one more for each SKU that is not mapped. */
    static List<Reason> plusMappings(List<Reason> before, List<OrderLine> lines) {
        List<Reason> reasons = before;
        for (int i = 0; i < lines.size(); i++) {
            OrderLine line = lines.get(i);
            if (!line.isMapped() && line.unshipped() > 0 && !isTold(lines, i)) {
                reasons = Reasons.plus(reasons, notMapped(line));
            }
        }
        return reasons;
    }

    private static Reason notMapped(OrderLine line) {
        return line.hasPlatformSku()
                ? ReasonCode.SKU_NOT_MAPPED.about(
                        line.platformSku(), "SKU [" + line.platformSku() + "] not mapped to a warehouse SKU")
                : ReasonCode.NO_PLATFORM_SKU.about(line.lineId(), "the platform gave no SKU for line " + line.lineId());
    }

    private static boolean isTold(List<OrderLine> lines, int upTo) {
        OrderLine line = lines.get(upTo);
        for (int i = 0; i < upTo; i++) {
            OrderLine earlier = lines.get(i);
            if (line.hasPlatformSku()
                    && earlier.unshipped() > 0
                    && earlier.platformSku().equals(line.platformSku())) {
                return true;
            }
        }
        return false;
    }

    /** The exceptions of an order that waits to be dispatched. */
    static OpenExceptions judge(OpenExceptions exceptions, PlatformOrder platform, List<OrderLine> lines) {
        return exceptions.judged(of(platform, lines)).asked(platform).tried(platform);
    }
}
