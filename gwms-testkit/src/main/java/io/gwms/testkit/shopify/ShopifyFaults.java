package io.gwms.testkit.shopify;

import io.gwms.testkit.fake.Turns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The switches that make a {@link FakeShopify} misbehave, each a thing the real server or the way to it has done. A
 * switch with an ordinal counts from the moment it is set: 1 is the next such request, and after that one it is off
 * again. A <em>request</em> is any GraphQL request with a good token; a <em>page</em> is one that asks for {@code
 * orders}; of two switches that meet on one request, the one set first acts and both are used up.
 *
 * <p><b>Threads:</b> shared.
 */
public final class ShopifyFaults {
    private final Turns<Fault> turns = new Turns<>();
    private final OrderBook book;
    private boolean outsideTheWindow;
    private int salesBeforeStock;
    private boolean spentRefreshTokens;

    ShopifyFaults(OrderBook book) {
        this.book = book;
    }

    enum Effect {
        THROTTLED,
        TOO_MANY_REQUESTS,
        UNAUTHORIZED,
        ACCESS_DENIED,
        BAD_GATEWAY,
        HTML,
        EMPTY,
        TRUNCATED,
        TORN,
        LOST,
        LATE
    }

    /** What happens to one request; the other parts count only where the effect needs them. */
    record Fault(Effect effect, Duration time, int orderQueries) {}

    /** Throttles the n-th request: HTTP 200 with the error THROTTLED and no data. */
    public ShopifyFaults throttleRequest(int nth) {
        return arm("request", nth, Effect.THROTTLED);
    }

    /** Answers the n-th request with HTTP 429 and a Retry-After in seconds with a decimal, such as {@code 2.0}. */
    public ShopifyFaults tooManyRequests(int nth, Duration retryAfter) {
        return arm("request", nth, new Fault(Effect.TOO_MANY_REQUESTS, retryAfter, 0));
    }

    /** Answers the n-th request with HTTP 401, as after a token was revoked. */
    public ShopifyFaults refuseToken(int nth) {
        return arm("request", nth, Effect.UNAUTHORIZED);
    }

    /** Answers the n-th request with the GraphQL error ACCESS_DENIED in an HTTP 200. */
    public ShopifyFaults denyAccess(int nth) {
        return arm("request", nth, Effect.ACCESS_DENIED);
    }

    /** Answers the n-th page with HTTP 502 and an HTML body. */
    public ShopifyFaults badGatewayOnPage(int nth) {
        return arm("page", nth, Effect.BAD_GATEWAY);
    }

    /** Answers the n-th page with HTTP 200 and an HTML body, as a captive portal or a maintenance page does. */
    public ShopifyFaults htmlPage(int nth) {
        return arm("page", nth, Effect.HTML);
    }

    /** Answers the n-th page with HTTP 200 and no body. */
    public ShopifyFaults emptyPage(int nth) {
        return arm("page", nth, Effect.EMPTY);
    }

    /** Answers the n-th page with the first half of its JSON, in a reply that is whole to the transport. */
    public ShopifyFaults truncatePage(int nth) {
        return arm("page", nth, Effect.TRUNCATED);
    }

    /** Announces the n-th page in full length and closes the connection half way through. */
    public ShopifyFaults tearPage(int nth) {
        return arm("page", nth, Effect.TORN);
    }

    /** Carries out the n-th fulfillmentCreate and closes the connection without an answer. */
    public ShopifyFaults loseFulfillmentReply(int nth) {
        return arm("fulfilment", nth, Effect.LOST);
    }

    /**
     * Closes the connection of the n-th fulfillmentCreate without an answer and carries it out only after so many
     * requests that read orders have been answered: whoever probes before sees nothing.
     */
    public ShopifyFaults executeFulfillmentLate(int nth, int afterOrderQueries) {
        if (afterOrderQueries < 1) {
            throw new IllegalArgumentException("afterOrderQueries is " + afterOrderQueries + ", but must be 1 or more");
        }
        return arm("fulfilment", nth, new Fault(Effect.LATE, Duration.ZERO, afterOrderQueries));
    }

    /** Closes the connection of the n-th fulfillmentCreate without an answer and carries it out after a virtual time. */
    public ShopifyFaults executeFulfillmentLate(int nth, Duration after) {
        if (after.isNegative() || after.isZero()) {
            throw new IllegalArgumentException("after is " + after + ", but must be longer than zero");
        }
        return arm("fulfilment", nth, new Fault(Effect.LATE, after, 0));
    }

    /** Carries out the n-th inventorySetQuantities and closes the connection without an answer. */
    public ShopifyFaults loseStockReply(int nth) {
        return arm("stock", nth, Effect.LOST);
    }

    /** Closes the connection of the n-th inventorySetQuantities without an answer and carries it out after a virtual time. */
    public ShopifyFaults executeStockLate(int nth, Duration after) {
        if (after.isNegative() || after.isZero()) {
            throw new IllegalArgumentException("after is " + after + ", but must be longer than zero");
        }
        return arm("stock", nth, new Fault(Effect.LATE, after, 0));
    }

    /** Sells one piece in the shop just before each of the next {@code times} levels is compared. */
    public synchronized ShopifyFaults sellBeforeStock(int times) {
        this.salesBeforeStock = times;
        return this;
    }

    /** Carries out the n-th refresh of a token and closes the connection without an answer. */
    public ShopifyFaults loseRefreshReply(int nth) {
        return arm("refresh", nth, Effect.LOST);
    }

    /** Lets a refresh token work once, as before 2026-08-28, until it is switched off; off unless set. */
    public synchronized ShopifyFaults spendRefreshTokens(boolean on) {
        this.spentRefreshTokens = on;
        return this;
    }

    /** Lets changes show in search only after a virtual time, from now on; zero, the default, shows them at once. */
    public ShopifyFaults indexLag(Duration lag) {
        if (lag.isNegative()) {
            throw new IllegalArgumentException("lag is " + lag + ", but must be zero or longer");
        }
        book.indexLag(lag);
        return this;
    }

    /** Answers orders outside the time window that was asked for, until it is switched off; off unless set. */
    public synchronized ShopifyFaults answerOutsideTheWindow(boolean on) {
        this.outsideTheWindow = on;
        return this;
    }

    /** Takes all switches back; what has happened stays. */
    public synchronized ShopifyFaults clear() {
        turns.clear();
        outsideTheWindow = false;
        salesBeforeStock = 0;
        spentRefreshTokens = false;
        book.indexLag(Duration.ZERO);
        return this;
    }

    synchronized boolean answersOutsideTheWindow() {
        return outsideTheWindow;
    }

    synchronized boolean sellsBeforeStock() {
        return salesBeforeStock > 0 && salesBeforeStock-- > 0;
    }

    synchronized boolean spendsRefreshTokens() {
        return spentRefreshTokens;
    }

    Optional<Fault> next(List<String> occasions) {
        return turns.next(occasions);
    }

    private ShopifyFaults arm(String occasion, int nth, Effect effect) {
        return arm(occasion, nth, new Fault(effect, Duration.ZERO, 0));
    }

    private ShopifyFaults arm(String occasion, int nth, Fault fault) {
        turns.arm(occasion, nth, fault);
        return this;
    }
}
