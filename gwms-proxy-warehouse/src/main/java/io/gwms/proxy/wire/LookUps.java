package io.gwms.proxy.wire;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import java.util.List;
import java.util.Optional;

/** Chooses among the orders that a system shows for one of our references. */
public final class LookUps {
    /** The warehouse holds several living orders of one reference; a person must cancel all but one. */
    public static final RefusalCode SEVERAL_ORDERS = new RefusalCode("SEVERAL_ORDERS");

    private LookUps() {}

    /**
     * The one order that stands for a reference: the living one, else the last of the ended ones. Two living ones are told
     * as a refusal, because no one may choose between them but a person.
     */
    public static Outcome<Optional<RemoteOrder>> theOne(ProxySystem system, List<RemoteOrder> orders) {
        List<RemoteOrder> living = orders.stream()
                .filter(order -> order.status() != RemoteStatus.CANCELLED)
                .toList();
        if (living.size() > 1) {
            List<String> numbers =
                    living.stream().map(RemoteOrder::thirdPartyNo).toList();
            return Outcome.refused(
                    SEVERAL_ORDERS,
                    system + " holds several orders of this reference: " + numbers
                            + "; cancel all but one of them there");
        }
        if (living.size() == 1) {
            return Outcome.done(Optional.of(living.get(0)));
        }
        return Outcome.done(orders.isEmpty() ? Optional.empty() : Optional.of(orders.get(orders.size() - 1)));
    }

    /** What shows that a list holds what was not asked for; empty when nothing does. */
    public static String strangers(List<RemoteOrder> orders, List<String> references) {
        List<String> foreign = orders.stream()
                .map(RemoteOrder::reference)
                .filter(each -> !references.contains(each))
                .limit(3)
                .toList();
        return foreign.isEmpty()
                ? ""
                : "orders of other references came, such as " + foreign + ", although "
                        + references.stream().limit(3).toList() + " were asked for";
    }
}
