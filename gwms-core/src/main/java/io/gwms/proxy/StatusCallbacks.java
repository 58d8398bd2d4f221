package io.gwms.proxy;

/**
 * Reads the notifications of a proxy-warehouse system, without any web framework: from bytes, headers and the account's
 * credential to a typed verdict.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>The very bytes.</b> The signature is checked over the body as it came, in constant time, before anything in
 *       it is believed; header names compare without case. Of several signatures, or several live secrets, one that
 *       fits is enough.
 *   <li><b>No secret is no verdict.</b> A signed delivery for a credential that lacks the secret is {@link
 *       CallbackVerdict.Why#NO_SECRET}, never forged: it is to come again once the secret is stored.
 *   <li><b>Old ones are stale.</b> Where the signature covers a time, a delivery too far from {@link
 *       CallbackDelivery#receivedAt} is {@link CallbackVerdict.Why#STALE}.
 *   <li><b>One id for each event.</b> A delivery that is sent again has the same id; another event has another.
 *   <li><b>Names the order, keeps the word.</b> Each notice names our reference or the warehouse's number, and the
 *       status word as it is.
 *   <li><b>Answer, don't throw; keep nothing.</b> Whatever bytes come.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
public interface StatusCallbacks {
    /** What a delivery is worth, and of which orders it speaks. */
    CallbackVerdict read(ReadCallback request);

    /**
     * What to answer the sender; with 200, 400 or 401 and an empty body unless overridden. A delivery that must come again
     * is answered 503 whatever this says.
     */
    default CallbackReply reply(CallbackVerdict verdict) {
        return CallbackReply.standard(verdict);
    }
}
