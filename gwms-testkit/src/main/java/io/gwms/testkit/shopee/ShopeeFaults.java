package io.gwms.testkit.shopee;

import io.gwms.testkit.fake.Turns;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The switches that make a {@link FakeShopee} misbehave, each a thing the real platform, its documentation or the way
 * to it has done. A switch with an ordinal counts from the moment it is set: 1 is the next such request, and after that
 * one it is off again. A <em>request</em> is any call with a good signature, a <em>list</em> one of {@code
 * get_order_list}, a <em>detail</em> one of {@code get_order_detail}.
 *
 * <p><b>Threads:</b> shared.
 */
public final class ShopeeFaults {
    private final Turns<Fault> turns = new Turns<>();
    private final Set<String> omitted = new HashSet<>();
    private final Set<String> misspelt = new HashSet<>();
    private final Set<Long> stockRefused = new HashSet<>();
    private boolean outsideTheWindow;
    private boolean losingPushes;
    private boolean wholeBatchFails;
    private Duration indexLag = Duration.ZERO;
    private Duration clockAhead = Duration.ZERO;
    private int withheldTracking;
    private boolean arrangedLate;
    private int errorStatus = 200;

    ShopeeFaults() {}

    enum Effect {
        PLATFORM_ERROR,
        PLATFORM_ERROR_AFTER_EFFECT,
        TOO_MANY_REQUESTS,
        BAD_GATEWAY,
        HTML,
        EMPTY,
        TRUNCATED,
        TORN,
        LOST,
        LATE
    }

    /** What happens to one request; the other parts count only where the effect needs them. */
    record Fault(Effect effect, String error, String message, Duration time) {}

    /** Refuses the n-th request as called too often: {@code error_rate_limit} in an HTTP 200. */
    public ShopeeFaults throttleRequest(int nth) {
        return error("request", nth, "error_rate_limit", "Too many requests. You have reached the rate limit.");
    }

    /** Refuses the n-th request as the day's last: {@code error_limit}, until midnight at UTC+8. */
    public ShopeeFaults useUpTheDay(int nth) {
        return error("request", nth, "error_limit", "The total API call number has reached the daily API call limit");
    }

    /** Refuses the token of the n-th request: {@code invalid_acceess_token}, which is how Shopee spells it. */
    public ShopeeFaults refuseToken(int nth) {
        return error("request", nth, "invalid_acceess_token", "Invalid access_token, please have a check.");
    }

    /** Refuses the n-th request with any error of Shopee's, in an HTTP 200. */
    public ShopeeFaults error(int nth, String error, String message) {
        return error("request", nth, error, message);
    }

    /** Answers the n-th request with HTTP 429, as something in front of the platform does. */
    public ShopeeFaults tooManyRequests(int nth, Duration retryAfter) {
        turns.arm("request", nth, new Fault(Effect.TOO_MANY_REQUESTS, "", "", retryAfter));
        return this;
    }

    /** Answers the n-th list with HTTP 502 and an HTML body. */
    public ShopeeFaults badGatewayOnList(int nth) {
        return arm("list", nth, Effect.BAD_GATEWAY);
    }

    /** Answers the n-th list with HTTP 200 and an HTML body. */
    public ShopeeFaults htmlList(int nth) {
        return arm("list", nth, Effect.HTML);
    }

    /** Answers the n-th list with HTTP 200 and no body. */
    public ShopeeFaults emptyList(int nth) {
        return arm("list", nth, Effect.EMPTY);
    }

    /** Answers the n-th detail with the first half of its JSON, in a reply that is whole to the transport. */
    public ShopeeFaults truncateDetail(int nth) {
        return arm("detail", nth, Effect.TRUNCATED);
    }

    /** Announces the n-th detail in full length and closes the connection half way through. */
    public ShopeeFaults tearDetail(int nth) {
        return arm("detail", nth, Effect.TORN);
    }

    /**
     * Answers each detail that shows an order with what Shopee's documentation takes for JSON, a brace twice and a comma
     * missing, until {@link #clear}.
     */
    public synchronized ShopeeFaults invalidJsonDetailOf(String orderSn) {
        misspelt.add(orderSn);
        return this;
    }

    /** Carries out the n-th ship_order and closes the connection without an answer. */
    public ShopeeFaults loseShipReply(int nth) {
        return arm("ship", nth, Effect.LOST);
    }

    /** Closes the connection of the n-th ship_order without an answer and carries it out after a virtual time. */
    public ShopeeFaults executeShipLate(int nth, Duration after) {
        if (after.isNegative() || after.isZero()) {
            throw new IllegalArgumentException("after is " + after + ", but must be longer than zero");
        }
        turns.arm("ship", nth, new Fault(Effect.LATE, "", "", after));
        return this;
    }

    /** Carries out the n-th ship_order and says {@code error_server} all the same. */
    public ShopeeFaults shipAndSayError(int nth) {
        turns.arm(
                "ship",
                nth,
                new Fault(
                        Effect.PLATFORM_ERROR_AFTER_EFFECT,
                        "error_server",
                        "Something wrong. Please try later.",
                        Duration.ZERO));
        return this;
    }

    /** Hands out new tokens at the n-th refresh and closes the connection without an answer: the old one is used up. */
    public ShopeeFaults loseRefreshReply(int nth) {
        return arm("refresh", nth, Effect.LOST);
    }

    /** Carries out the n-th update_stock and closes the connection without an answer. */
    public ShopeeFaults loseStockReply(int nth) {
        return arm("stock", nth, Effect.LOST);
    }

    /** Leaves an order out of every detail although the list shows it, until {@link #clear}. */
    public synchronized ShopeeFaults omitFromDetail(String orderSn) {
        omitted.add(orderSn);
        return this;
    }

    /** Fails the whole detail when one order of it is not known, instead of leaving that one out. */
    public synchronized ShopeeFaults unknownOrderFailsTheDetail(boolean on) {
        this.wholeBatchFails = on;
        return this;
    }

    /** Puts a model on the failure list of an update_stock that is otherwise well, until {@link #clear}. */
    public synchronized ShopeeFaults refuseStockOf(long modelId) {
        stockRefused.add(modelId);
        return this;
    }

    /** Lists orders outside the time window that was asked for, as the sandbox did; off unless set. */
    public synchronized ShopeeFaults answerOutsideTheWindow(boolean on) {
        this.outsideTheWindow = on;
        return this;
    }

    /** Pushes are not delivered but kept for get_lost_push_message; off unless set. */
    public synchronized ShopeeFaults losePushes(boolean on) {
        this.losingPushes = on;
        return this;
    }

    /** Lets changes show in the list only after a virtual time; at once unless set. */
    public synchronized ShopeeFaults indexLag(Duration lag) {
        this.indexLag = lag;
        return this;
    }

    /** The platform's clock is ahead of the virtual time by so much, or behind it; not unless set. */
    public synchronized ShopeeFaults clockAhead(Duration by) {
        this.clockAhead = by;
        return this;
    }

    /** Answers the next get_tracking_number calls without a number, with a hint, as before the carrier gave one. */
    public synchronized ShopeeFaults withholdTracking(int calls) {
        this.withheldTracking = calls;
        return this;
    }

    /** Shows packages that were handed over as ready, as while their number is made; at once as they are unless set. */
    public synchronized ShopeeFaults showArrangedLate(boolean on) {
        this.arrangedLate = on;
        return this;
    }

    /** The HTTP status of replies that tell of an error; 200 unless set, for which of the two Shopee uses is not published. */
    public synchronized ShopeeFaults errorStatus(int status) {
        this.errorStatus = status;
        return this;
    }

    /** Takes all switches back; what has happened stays. */
    public synchronized ShopeeFaults clear() {
        turns.clear();
        omitted.clear();
        misspelt.clear();
        stockRefused.clear();
        outsideTheWindow = false;
        losingPushes = false;
        wholeBatchFails = false;
        indexLag = Duration.ZERO;
        clockAhead = Duration.ZERO;
        withheldTracking = 0;
        arrangedLate = false;
        errorStatus = 200;
        return this;
    }

    Optional<Fault> next(List<String> occasions) {
        return turns.next(occasions);
    }

    synchronized boolean omits(String orderSn) {
        return omitted.contains(orderSn);
    }

    synchronized boolean misspellsOneOf(Collection<String> orderSns) {
        return !Collections.disjoint(misspelt, orderSns);
    }

    synchronized boolean refusesStockOf(long modelId) {
        return stockRefused.contains(modelId);
    }

    synchronized boolean answersOutsideTheWindow() {
        return outsideTheWindow;
    }

    synchronized boolean losesPushes() {
        return losingPushes;
    }

    synchronized boolean failsWholeBatches() {
        return wholeBatchFails;
    }

    synchronized Duration lag() {
        return indexLag;
    }

    synchronized Duration ahead() {
        return clockAhead;
    }

    synchronized boolean showsArrangedLate() {
        return arrangedLate;
    }

    synchronized int statusOfErrors() {
        return errorStatus;
    }

    synchronized boolean withholdsTracking() {
        return withheldTracking-- > 0;
    }

    private ShopeeFaults error(String occasion, int nth, String error, String message) {
        turns.arm(occasion, nth, new Fault(Effect.PLATFORM_ERROR, error, message, Duration.ZERO));
        return this;
    }

    private ShopeeFaults arm(String occasion, int nth, Effect effect) {
        turns.arm(occasion, nth, new Fault(effect, "", "", Duration.ZERO));
        return this;
    }
}
