package io.gwms.testkit.woocommerce;

import io.gwms.testkit.fake.Turns;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The switches that make a {@link FakeWooCommerce} misbehave, each a thing a real shop, a plugin or the host in front of
 * it has done. A switch with an ordinal counts from the moment it is set: 1 is the next such request, and after that one
 * it is off again. A <em>page</em> is a list of orders, a <em>change</em> any PUT.
 *
 * <p><b>Threads:</b> shared.
 */
public final class WooFaults {
    private final Turns<Fault> turns = new Turns<>();
    private final Set<Long> misspelt = new HashSet<>();
    private boolean windowIgnored;
    private boolean draftsListed;
    private boolean headerStripped;
    private Duration clockAhead = Duration.ZERO;

    WooFaults() {}

    enum Effect {
        TOO_MANY_REQUESTS,
        BLOCKED,
        UNAVAILABLE,
        KEY_REFUSED,
        HTML,
        EMPTY,
        TRUNCATED,
        TORN,
        PHP_NOTICE,
        PHP_NOTICE_UNBUFFERED,
        BYTE_ORDER_MARKS,
        MOVED,
        NOT_THE_API,
        LOST,
        LATE,
        FAILED_AFTER_EFFECT
    }

    /** What happens to one request; the time counts only where the effect needs it. */
    record Fault(Effect effect, Duration time) {}

    /** The host answers the n-th request with HTTP 429 and a page of HTML. */
    public WooFaults tooManyRequests(int nth, Duration retryAfter) {
        turns.arm("request", nth, new Fault(Effect.TOO_MANY_REQUESTS, retryAfter));
        return this;
    }

    /** A firewall answers the n-th request with HTTP 403 and a page of HTML. */
    public WooFaults block(int nth) {
        return arm("request", nth, Effect.BLOCKED);
    }

    /** The host answers the n-th request with HTTP 503 and a page of HTML, as during maintenance. */
    public WooFaults unavailable(int nth) {
        return arm("request", nth, Effect.UNAVAILABLE);
    }

    /** The host answers the n-th request with HTTP 301 to another address, as after a shop has moved. */
    public WooFaults redirect(int nth) {
        return arm("request", nth, Effect.MOVED);
    }

    /** The theme answers the n-th request with its own page for HTTP 404, as where permalinks are «plain». */
    public WooFaults hideApi(int nth) {
        return arm("request", nth, Effect.NOT_THE_API);
    }

    /** The shop answers the n-th request with HTTP 401, as when a key was revoked. */
    public WooFaults refuseKey(int nth) {
        return arm("request", nth, Effect.KEY_REFUSED);
    }

    /** Answers the n-th page with HTTP 200 and HTML. */
    public WooFaults htmlPage(int nth) {
        return arm("page", nth, Effect.HTML);
    }

    /** Answers the n-th page with HTTP 200 and no body. */
    public WooFaults emptyPage(int nth) {
        return arm("page", nth, Effect.EMPTY);
    }

    /** Answers the n-th page with the first half of its JSON, in a reply that is whole to the transport. */
    public WooFaults truncatePage(int nth) {
        return arm("page", nth, Effect.TRUNCATED);
    }

    /** Announces the n-th page in full length and closes the connection half way through. */
    public WooFaults tearPage(int nth) {
        return arm("page", nth, Effect.TORN);
    }

    /** PHP prints a notice before the JSON of the n-th page, as a careless plugin makes it; the headers stay. */
    public WooFaults phpNoticeBeforePage(int nth) {
        return arm("page", nth, Effect.PHP_NOTICE);
    }

    /** Two files of plugins begin with the mark of their byte order, which PHP prints before the JSON of the n-th page. */
    public WooFaults byteOrderMarksBeforePage(int nth) {
        return arm("page", nth, Effect.BYTE_ORDER_MARKS);
    }

    /** PHP sends a notice at once, so that the n-th page is HTML with HTTP 200 and without the shop's headers. */
    public WooFaults phpNoticeBeforeHeaders(int nth) {
        return arm("page", nth, Effect.PHP_NOTICE_UNBUFFERED);
    }

    /** Carries out the n-th change and closes the connection without an answer. */
    public WooFaults loseChangeReply(int nth) {
        return arm("change", nth, Effect.LOST);
    }

    /** Closes the connection of the n-th change without an answer and carries it out after a virtual time. */
    public WooFaults executeChangeLate(int nth, Duration after) {
        if (after.isNegative() || after.isZero()) {
            throw new IllegalArgumentException("after is " + after + ", but must be longer than zero");
        }
        turns.arm("change", nth, new Fault(Effect.LATE, after));
        return this;
    }

    /** Carries out the n-th change and answers HTTP 500, as when a hook behind it fails. */
    public WooFaults changeAndFail(int nth) {
        return arm("change", nth, Effect.FAILED_AFTER_EFFECT);
    }

    /** A plugin makes the JSON of whatever shows that order wrong, until {@link #clear}. */
    public synchronized WooFaults misspell(long orderId) {
        misspelt.add(orderId);
        return this;
    }

    /** The shop is older than the parameters of the modified window and ignores them; off unless set. */
    public synchronized WooFaults ignoreModifiedWindow(boolean on) {
        this.windowIgnored = on;
        return this;
    }

    /** Lists drafts among orders of any status, as shops did before 2026; off unless set. */
    public synchronized WooFaults listDrafts(boolean on) {
        this.draftsListed = on;
        return this;
    }

    /** The host drops the header Authorization before the shop sees it; off unless set. */
    public synchronized WooFaults stripAuthorization(boolean on) {
        this.headerStripped = on;
        return this;
    }

    /** The shop's clock is ahead of the virtual time by so much, or behind it; not unless set. */
    public synchronized WooFaults clockAhead(Duration by) {
        this.clockAhead = by;
        return this;
    }

    /** Takes all switches back; what has happened stays. */
    public synchronized WooFaults clear() {
        turns.clear();
        misspelt.clear();
        windowIgnored = false;
        draftsListed = false;
        headerStripped = false;
        clockAhead = Duration.ZERO;
        return this;
    }

    Optional<Fault> next(List<String> occasions) {
        return turns.next(occasions);
    }

    synchronized boolean misspellsOneOf(Collection<Long> orderIds) {
        return !Collections.disjoint(misspelt, orderIds);
    }

    synchronized boolean ignoresTheWindow() {
        return windowIgnored;
    }

    synchronized boolean listsDrafts() {
        return draftsListed;
    }

    synchronized boolean stripsAuthorization() {
        return headerStripped;
    }

    synchronized Duration ahead() {
        return clockAhead;
    }

    private WooFaults arm(String occasion, int nth, Effect effect) {
        turns.arm(occasion, nth, new Fault(effect, Duration.ZERO));
        return this;
    }
}
