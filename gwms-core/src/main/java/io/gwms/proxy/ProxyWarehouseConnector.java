package io.gwms.proxy;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import java.util.List;
import java.util.Optional;

/**
 * Speaks to one kind of third-party (proxy) warehouse system. Implement this to connect one the SDK
 * does not know.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Declare, don't pretend.</b> {@link #capabilities} tells how the system really behaves; a
 *       request for what is not declared is refused with {@link RefusalCode#UNSUPPORTED} and makes no
 *       call.
 *   <li><b>Say what you know.</b> A refusal means surely not done. A time-out, a torn or unreadable
 *       reply, a 5xx to a write is unknown, never a refusal. «Called too often» is {@link
 *       RefusalCode#RATE_LIMITED}, temporary, with the wait it names: such a wait costs a task no attempt.
 *   <li><b>A status is not a verdict.</b> What counts is the parsed reply; a partial success is told
 *       element by element. A look-up that comes back with other references than asked for, or with a
 *       part of what there is, is a failure and never «not there»; so is one that lacks a field it always has.
 *   <li><b>A duplicate is told as one.</b> A reference that exists over there is
 *       {@link RefusalCode#DUPLICATE_REFERENCE}; the caller looks it up, it may be its own.
 *   <li><b>«Already cancelled» and «too late» differ.</b> They are {@link RefusalCode#ALREADY_DONE}
 *       and {@link RefusalCode#TOO_LATE}.
 *   <li><b>Unknown words are kept.</b> A status word the connector does not know is
 *       {@link RemoteStatus#UNRECOGNIZED} with the word as it is.
 *   <li><b>Row by row, whole or not.</b> An inventory goes to the sink batch by batch; when a page is
 *       missing, repeated or contradicts another, the extent says it is not complete. An error body is
 *       never an empty warehouse. Each batch names the calls that tell of it ({@link RemoteBatch#pages}).
 *       Asked for some SKUs, it tells all there is of those and of no other.
 *   <li><b>A verdict each.</b> Lists answer with one outcome for each element, in the order asked.
 *   <li><b>Send once, don't retry.</b> The task engine repeats.
 *   <li><b>Answer, don't throw; keep nothing; secrets stay put.</b>
 *   <li><b>An inbound order is known by its ASN.</b> It can be looked up by our reference, and what came of it only
 *       ever grows; the number an inventory names for its batches is the order's {@link RemoteOrder#thirdPartyNo}.
 *   <li><b>A notification proves who sent it.</b> {@link StatusCallbacks} takes nothing for authentic whose signature
 *       does not cover the very bytes that came.
 * </ol>
 *
 * <p><b>Threads:</b> called from several threads at once.
 *
 * <p>Prove an implementation with {@code ProxyWarehouseConnectorContract} of the testkit: a test for
 * each rule above.
 */
public interface ProxyWarehouseConnector {
    /** The system it speaks to. */
    ProxySystem system();

    /** What it can do; always the same. */
    ProxyCapabilities capabilities();

    /** Hands outbound orders over. */
    List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request);

    /** Looks outbound orders up by our references: for each the order, or empty when there is none. */
    List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request);

    /** Asks for outbound orders to be cancelled: for each how it stands after the request. */
    default List<Outcome<RemoteStatus>> cancelOutbounds(CancelOrders request) {
        return unsupported(request.orders(), system() + " takes no cancellations of outbound orders");
    }

    /** Announces inbound orders. */
    default List<Outcome<RemoteOrder>> createInbounds(CreateInbounds request) {
        return unsupported(request.inbounds(), system() + " takes no inbound orders");
    }

    /** Looks inbound orders up by our references: for each the order, or empty when there is none. */
    default List<Outcome<Optional<RemoteOrder>>> findInbounds(FindOrders request) {
        return unsupported(request.references(), system() + " takes no inbound orders");
    }

    /** Asks for inbound orders to be cancelled: for each how it stands after the request. */
    default List<Outcome<RemoteStatus>> cancelInbounds(CancelOrders request) {
        return unsupported(request.orders(), system() + " takes no cancellations of inbound orders");
    }

    /** Reads what the warehouse holds, of everything or of some SKUs, batch by batch. */
    default Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
        return Outcome.refused(RefusalCode.UNSUPPORTED, system() + " shows no inventory");
    }

    /** Reads the notifications (callbacks, webhooks) of its system; empty when it sends none. */
    default Optional<StatusCallbacks> callbacks() {
        return Optional.empty();
    }

    private static <T> List<Outcome<T>> unsupported(List<?> elements, String why) {
        return elements.stream()
                .map(element -> Outcome.<T>refused(RefusalCode.UNSUPPORTED, why))
                .toList();
    }
}
