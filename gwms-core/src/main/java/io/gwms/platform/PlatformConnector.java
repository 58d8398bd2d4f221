package io.gwms.platform;

import io.gwms.Incubating;
import io.gwms.credential.Credential;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.resilience.QuotaReading;
import io.gwms.store.PlatformType;
import io.gwms.transport.HttpReply;
import java.util.List;
import java.util.Optional;

/**
 * Speaks to one kind of sales platform. Implement this to connect a platform the SDK does not know.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Declare, don't pretend.</b> {@link #capabilities} tells how the platform really behaves; a
 *       request for what is not declared is refused with {@link RefusalCode#UNSUPPORTED} and makes no
 *       call.
 *   <li><b>Say what you know.</b> A refusal means surely not done. A time-out, a torn or unreadable
 *       reply, a 5xx to a write is unknown, never a refusal.
 *   <li><b>A status is not a verdict.</b> What counts is the parsed reply: errors come in replies of
 *       status 200 too. An empty, cut or foreign reply is a failure, never «no orders».
 *   <li><b>One bad order stops no other.</b> It is {@link FetchedOrder.Unreadable}; the rest of the
 *       page is read.
 *   <li><b>Every order of the window.</b> Following the cursors from the first page to the last
 *       yields every order whose declared field is in the window, each at least once. More than was
 *       asked for is harmless.
 *   <li><b>A verdict each.</b> Writes answer with one outcome for each element, in the order asked.
 *   <li><b>Send once, don't retry.</b> A write makes at most one call that changes something for each
 *       element; the task engine repeats.
 *   <li><b>Answer, don't throw.</b> An exception means a bug; the task goes to a person.
 *   <li><b>Keep nothing.</b> No state, no threads; all it needs is in the session.
 *   <li><b>Secrets stay put.</b> They go into headers or signatures, never into a text, a refusal or
 *       a log.
 *   <li><b>Tell whose time it is.</b> A page carries the platform's own time of its reply, so that a
 *       host whose clock is ahead does not take for proven what the platform has not reached yet.
 *   <li><b>Compare, then set.</b> A stock level is set as it was said. Where comparing is declared, one that expects
 *       another than is shown is refused with {@link RefusalCode#CHANGED_MEANWHILE}, and nothing changes.
 *   <li><b>Account for every piece.</b> What is accepted and rejected of each line of a purchase order arrives as it was
 *       said.
 *   <li><b>Cancel once.</b> Asking again to cancel what is cancelled is done, or {@link RefusalCode#ALREADY_DONE}.
 *   <li><b>Leave none out.</b> The census lists every order of the window, whatever became of it.
 *   <li><b>Refresh when asked.</b> A token that is not accepted is told; only {@link #refreshCredential} refreshes, with
 *       one call. The new credential has the old one's owner and version.
 *   <li><b>Believe the signed bytes.</b> A delivery is authentic when a known secret signed its raw body, and never
 *       else; a replay has the ids of the first.
 * </ol>
 *
 * <p><b>Threads:</b> called from several threads at once.
 *
 * <p>Prove an implementation with {@code PlatformConnectorContract} of the testkit: its clauses are
 * numbered after the rules above.
 */
public interface PlatformConnector {
    /** The platform it speaks to. */
    PlatformType platform();

    /** What it can do; always the same. */
    PlatformCapabilities capabilities();

    /** Reads one page of the orders of a window. */
    Outcome<OrderPage> fetchOrders(FetchOrders request);

    /** Reads orders by number. */
    default Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
        return Outcome.refused(RefusalCode.UNSUPPORTED, platform() + " cannot look orders up by number");
    }

    /** Tells the platform of shipments. */
    default List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
        return unsupported(request.shipments(), platform() + " has no call to write shipments back");
    }

    /**
     * Asks whether the platform knows of shipments: for each the shipment it knows, or empty. A notice with a
     * transaction is asked after by it.
     */
    default List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
        return unsupported(request.shipments(), platform() + " cannot be asked about shipments");
    }

    /** Asks for tracking numbers that the platform issues: empty while it has not issued one. */
    @Incubating("Shopee alone issues tracking numbers")
    default List<Outcome<Optional<IssuedTracking>>> fetchTracking(FetchTracking request) {
        return unsupported(request.shipments(), platform() + " issues no tracking numbers");
    }

    /** Tells the platform what of purchase orders is accepted. */
    @Incubating("Amazon Vendor alone takes acknowledgements")
    default List<Outcome<Acknowledged>> acknowledge(AcknowledgeOrders request) {
        return unsupported(request.acknowledgements(), platform() + " takes no acknowledgements");
    }

    /**
     * Asks what became of acknowledgements: by their transaction where there is one, else by how the
     * purchase order stands; empty when the platform does not know of it.
     */
    @Incubating("Amazon Vendor alone takes acknowledgements")
    default List<Outcome<Optional<Acknowledged>>> probeAcknowledgements(AcknowledgeOrders request) {
        return unsupported(request.acknowledgements(), platform() + " cannot be asked about acknowledgements");
    }

    /** Asks the platform to cancel orders: for each the platform's own word for its status then. */
    default List<Outcome<String>> cancelOrders(CancelOrders request) {
        return unsupported(request.platformOrderIds(), platform() + " takes no cancellations");
    }

    /** Answers buyers who asked to cancel: for each the platform's own word for its status then. */
    @Incubating("Shopee alone lets buyers ask to cancel")
    default List<Outcome<String>> answerCancelRequests(AnswerCancelRequests request) {
        return unsupported(request.answers(), platform() + " takes no answer to a buyer who asks to cancel");
    }

    /** Tells the platform how many pieces can be sold: for each what it shows then. */
    default List<Outcome<ShownStock>> pushStock(PushStock request) {
        return unsupported(request.levels(), platform() + " takes no stock levels");
    }

    /** Asks how many pieces the platform shows as sellable. */
    default List<Outcome<ShownStock>> readStock(ReadStock request) {
        return unsupported(request.items(), platform() + " cannot be asked for stock levels");
    }

    /** Lists one page of the orders of a window, without their details. */
    default Outcome<OrderListing> listOrders(ListOrders request) {
        return Outcome.refused(RefusalCode.UNSUPPORTED, platform() + " has no list of orders for a census");
    }

    /** What the platform pushes; empty when it pushes nothing. */
    default Optional<PlatformWebhooks> webhooks() {
        return Optional.empty();
    }

    /** Gets a credential that works longer than the session's; it is stored before it is used. */
    default Outcome<Credential> refreshCredential(StoreSession session) {
        return Outcome.refused(RefusalCode.UNSUPPORTED, platform() + " has no credential that can be refreshed");
    }

    /**
     * What a reply tells of how much may still be asked, where it tells so in its body or in headers of its own; the usual
     * headers ({@code Retry-After}, {@code X-RateLimit-…}) are read without it. Called for every reply, whatever its
     * status and its body; fast, and never throws.
     */
    @Incubating("Shopify alone tells of its quota in a body")
    default Optional<QuotaReading> quota(HttpReply reply) {
        return Optional.empty();
    }

    private static <T> List<Outcome<T>> unsupported(List<?> elements, String why) {
        return elements.stream()
                .map(element -> Outcome.<T>refused(RefusalCode.UNSUPPORTED, why))
                .toList();
    }
}
