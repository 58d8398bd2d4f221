package io.gwms.testkit.contract;

import static io.gwms.testkit.contract.PlatformScene.done;
import static io.gwms.testkit.contract.PlatformScene.numbersOf;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules 4, 5, 9 and 11: every order of the window, whatever happens meanwhile. */
abstract class ReadClauses extends PlatformClauses {
    private static final String NEW_WORD = "teleported-by-7f3a";

    @Test
    @DisplayName("4.1 one unreadable order stops no other")
    public void unreadableOrderStopsNoOther() {
        scene.addOrder(scene.number(1001), 1);
        scene.addOrder(scene.number(1002), 1);
        var spoil = scene.stage.spoil(scene.number(1001));
        assumeTrue(spoil.isPresent(), "the stage cannot spoil a single order");
        Fault spoiled = Fault.changedBody(spoil.orElseThrow());
        scene.transport.onReads(spoiled, spoiled, spoiled);

        List<FetchedOrder> orders = done(scene.page(null)).orders();

        assertThat(orders)
                .filteredOn(FetchedOrder.Unreadable.class::isInstance)
                .as("the order that cannot be read; tell it as FetchedOrder.Unreadable, never leave it out")
                .hasSize(1);
        assertThat(orders)
                .filteredOn(FetchedOrder.Read.class::isInstance)
                .extracting(order -> ((FetchedOrder.Read) order).order().number())
                .containsExactly(scene.number(1002));
    }

    @Test
    @DisplayName("4.2 a status word that nobody knows is kept and stops nothing")
    public void unknownWordIsKept() {
        scene.addOrder(scene.number(1001), 1);
        var change = scene.stage.unknownWord(NEW_WORD);
        assumeTrue(change.isPresent(), "the stage has no status words to change");
        Fault changed = Fault.changedBody(change.orElseThrow());
        scene.transport.onReads(changed, changed, changed);

        PlatformOrder order = scene.order(scene.number(1001));
        assertThat(order.fulfillmentStatus()).isEqualTo(NEW_WORD);
        assertThat(order.fact())
                .as("what is made of a word nobody knows; nothing of the order has shipped, so it is open")
                .isEqualTo(PlatformFact.OPEN);
    }

    @Test
    @DisplayName("5.1 the cursors lead to every order of the window, ties at the end of a page included")
    public void cursorsLeadToEveryOrder() {
        List<String> numbers = scene.addOrders(2 * scene.pageSize() + 1);

        assertThat(numbersOf(scene.allOrders())).containsAll(numbers);
    }

    @Test
    @DisplayName("5.2 a second reading tells the same, and an order is never older in it")
    public void secondReadingTellsTheSame() {
        List<String> numbers = scene.addOrders(scene.pageSize() + 1);
        List<PlatformOrder> first = numbers.stream().map(scene::order).toList();
        scene.stage.clock().advance(Duration.ofSeconds(30));
        scene.stage.changeOrder(numbers.get(0));

        for (PlatformOrder before : first) {
            PlatformOrder now = scene.order(before.number());
            assertThat(now.changedAt()).isAfterOrEqualTo(before.changedAt());
            if (!before.number().equals(numbers.get(0))) {
                assertThat(now).isEqualTo(before);
            }
        }
    }

    @Test
    @DisplayName("5.3 from every cursor on the same tail follows")
    public void everyCursorLeadsToTheSameTail() {
        scene.addOrders(2 * scene.pageSize() + 1);
        List<OrderPage> pages = scene.pages(null);

        for (int i = 0; i + 1 < pages.size(); i++) {
            List<OrderPage> tail = scene.pages(pages.get(i).nextCursor());
            assertThat(orders(tail))
                    .as("orders from the cursor of page " + (i + 1) + " on")
                    .isEqualTo(orders(pages.subList(i + 1, pages.size())));
        }
    }

    private static List<String> orders(List<OrderPage> pages) {
        return pages.stream().flatMap(page -> numbersOf(page.orders()).stream()).toList();
    }

    @Test
    @DisplayName("5.4 an edit between two pages loses no order")
    public void editBetweenPagesLosesNone() {
        List<String> numbers = scene.addOrders(2 * scene.pageSize() + 1);
        TimeWindow window = scene.everything();
        OrderPage first = done(fetch(window, null));
        List<FetchedOrder> seen = new ArrayList<>(first.orders());

        scene.stage.clock().advance(Duration.ofSeconds(5));
        scene.stage.changeOrder(numbersOf(first.orders()).get(0));
        scene.pages(window, requireNonNull(first.nextCursor())).forEach(page -> seen.addAll(page.orders()));

        assertThat(numbersOf(seen)).containsAll(numbers);
    }

    @Test
    @DisplayName("5.5 an order that comes in between two pages hides no other")
    public void orderThatComesInBetweenHidesNone() {
        List<String> numbers = scene.addOrders(2 * scene.pageSize() + 1);
        TimeWindow window = scene.everything();
        OrderPage first = done(fetch(window, null));
        List<FetchedOrder> seen = new ArrayList<>(first.orders());

        scene.stage.clock().advance(Duration.ofSeconds(5));
        scene.addOrder(scene.number(1001), 1);
        scene.pages(window, requireNonNull(first.nextCursor())).forEach(page -> seen.addAll(page.orders()));

        assertThat(numbersOf(seen)).containsAll(numbers);
    }

    @Test
    @DisplayName("5.6 the first moment of a window is in it")
    public void windowBeginsWithItsFirstMoment() {
        Instant from = scene.stage.clock().instant();
        scene.addOrder(scene.number(1001), 1);

        assertThat(numbersOf(done(fetch(new TimeWindow(from, from.plusSeconds(60)), null))
                        .orders()))
                .contains(scene.number(1001));
    }

    @Test
    @DisplayName("5.7 a window in which nothing happened is empty, and what follows is not lost by it")
    public void emptyWindowIsEmptyAndLosesNothing() {
        assertThat(scene.allOrders()).isEmpty();
        scene.addOrder(scene.number(1001), 1);

        assertThat(numbersOf(scene.allOrders())).containsExactly(scene.number(1001));
    }

    @Test
    @DisplayName("5.10 a page that tells how many orders the window holds tells the truth")
    public void reportedCountIsWhatThePagesBring() {
        scene.addOrders(2 * scene.pageSize() + 1);
        List<OrderPage> pages = scene.pages(null);
        long held = orders(pages).stream().distinct().count();

        assertThat(pages)
                .as(
                        "of a window of %s orders, OrderPage.reported, which is null where the platform names no such count",
                        held)
                .allMatch(page -> page.reported() == null || page.reported() == held);
    }

    @Test
    @DisplayName("9.1 what was read once is read anew, not remembered")
    public void nothingIsRemembered() {
        scene.addOrder(scene.number(1001), 1);
        scene.page(null);
        int before = scene.transport.calls().size();
        scene.addOrder(scene.number(1002), 1);

        assertThat(numbersOf(scene.allOrders())).contains(scene.number(1001), scene.number(1002));
        assertThat(scene.transport.calls().size()).isGreaterThan(before);
    }

    @Test
    @DisplayName("9.2 eight threads each get their own answer")
    public void threadsDoNotMeet() throws Exception {
        List<String> numbers = scene.addOrders(scene.pageSize());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<String>>> work = IntStream.range(0, 16)
                    .<Callable<List<String>>>mapToObj(i -> () -> numbersOf(scene.allOrders()))
                    .toList();
            for (var answer : threads.invokeAll(work)) {
                assertThat(answer.get()).containsExactlyInAnyOrderElementsOf(numbers);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("11.1 a page tells the platform's own time, not ours")
    public void pageTellsThePlatformsTime() {
        scene.addOrder(scene.number(1001), 1);
        Instant theirs = scene.stage.clock().instant().minus(Duration.ofMinutes(17));
        Fault dated = Fault.dated(theirs);
        scene.transport.onReads(dated, dated, dated);

        OrderPage page = done(scene.page(null));

        assertThat(page.platformTime())
                .as("OrderPage.platformTime: what time it is there, mostly reply.date()")
                .isNotNull();
        assertThat(page.platformTime())
                .as("the platform's clock is 17 minutes behind ours; OrderPage.platformTime is mostly reply.date()")
                .isBeforeOrEqualTo(theirs);
    }

    private Outcome<OrderPage> fetch(TimeWindow window, @Nullable String at) {
        return scene.connector.fetchOrders(new FetchOrders(scene.session(), scene.kind(), window, at));
    }
}
