package io.gwms.platform;

import java.util.Set;

/**
 * What a platform takes of acknowledgements of purchase orders (platform-orders, section 2.7).
 *
 * @param isTaken whether it takes any
 * @param amends whether it lets one be replaced by another
 * @param rejectReasons the reasons for which it lets pieces be rejected; empty when it takes any words
 */
public record AcknowledgeSupport(boolean isTaken, boolean amends, Set<String> rejectReasons) {
    /** It takes none. */
    public static final AcknowledgeSupport NONE = new AcknowledgeSupport(false, false, Set.of());

    /** It takes one, with reasons in any words, and does not let it be replaced. */
    public static final AcknowledgeSupport ONCE = new AcknowledgeSupport(true, false, Set.of());

    public AcknowledgeSupport {
        rejectReasons = Set.copyOf(rejectReasons);
    }

    /** Whether it lets pieces be rejected for that reason. */
    public boolean takesReason(String reason) {
        return rejectReasons.isEmpty() || rejectReasons.contains(reason);
    }
}
