package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.StatusClass;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What there is room for between callers and writer, and what gives it back. */
class HandOffTest {
    private static final CallContext PUSH = CallContext.of(CallAction.STOCK_PUSH);
    private static final int ROW = 1024;

    private final HandOff handOff = new HandOff(8, 10L * ROW, 4);

    private boolean offer(String id, long bytes) {
        return handOff.offer(call(id, bytes), Duration.ZERO);
    }

    private static Entry call(String id, long bytes) {
        return Entry.of(id, Exchanges.NOON, PUSH, bytes - ROW, () -> Exchanges.numbered(1));
    }

    private static Entry row(String id, int bytes) {
        return Entry.shed(new ApiCall(
                id,
                Exchanges.NOON,
                PUSH,
                "GET",
                "a.example",
                "/",
                "",
                200,
                StatusClass.GREEN,
                Duration.ZERO,
                List.of(),
                List.of(),
                new CapturedBody(State.COMPLETE, "x".repeat((bytes - ROW) / 2), 1, ""),
                CapturedBody.none(),
                ""));
    }

    private List<String> polled(int atMost) {
        return handOff.poll(atMost).stream().map(Entry::id).toList();
    }

    @Test
    void theLastByteIsTakenAndNotOneMore() {
        assertThat(offer("a", 6 * ROW)).isTrue();
        assertThat(offer("b", 4 * ROW + 1)).isFalse();
        assertThat(offer("c", 4 * ROW)).isTrue();
        assertThat(offer("d", ROW)).isFalse();
        assertThat(handOff.heldBytes()).isEqualTo(10 * ROW);
    }

    @Test
    void roomIsTakenUntilItIsSettledNotUntilItIsPolled() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            entries.add(call("call-" + i, ROW));
            assertThat(handOff.offer(entries.get(i), Duration.ZERO)).isTrue();
        }
        assertThat(offer("a", ROW)).isFalse();
        assertThat(polled(3)).hasSize(3);
        assertThat(offer("a", ROW)).isFalse();

        handOff.settled(entries.subList(0, 3));

        assertThat(offer("a", ROW)).isTrue();
        assertThat(handOff.held()).isEqualTo(6);
        assertThat(handOff.heldBytes()).isEqualTo(6 * ROW);
    }

    @Test
    void rowsWithoutBodiesHaveAQuarterMoreOfEachForThemselvesAgainAndAgain() {
        assertThat(offer("large", 10 * ROW)).isTrue();
        for (int round = 0; round < 5; round++) {
            Entry first = row("first", ROW);
            Entry second = row("second", ROW);

            assertThat(handOff.offerRow(first)).isTrue();
            assertThat(handOff.offerRow(row("wide", 2 * ROW))).as("its bytes").isFalse();
            assertThat(handOff.offerRow(second)).isTrue();
            assertThat(handOff.offerRow(row("third", ROW))).as("its place").isFalse();
            handOff.settled(List.of(first, second));
            assertThat(handOff.heldBytes()).isEqualTo(10 * ROW);
        }
    }

    @Test
    void rowsWithoutBodiesTakeNoPlaceOfWholeCalls() {
        Entry row = row("row", ROW);
        assertThat(handOff.offerRow(row)).isTrue();
        for (int i = 0; i < 8; i++) {
            assertThat(offer("call-" + i, ROW)).isTrue();
        }

        assertThat(offer("a", ROW)).isFalse();
    }

    @Test
    void whatIsPutBackIsTheNextInItsOrder() {
        for (String id : List.of("a", "b", "c", "d")) {
            offer(id, ROW);
        }
        List<Entry> taken = handOff.poll(3);

        handOff.putBack(taken);

        assertThat(polled(4)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aBatchEndsWithTheFirstEntryThatFillsIt() {
        long mebibyte = 1 << 20;
        HandOff wide = new HandOff(100, 100 * mebibyte, 50);
        for (int i = 0; i < 6; i++) {
            assertThat(wide.offer(call("call-" + i, 2 * mebibyte), Duration.ZERO))
                    .isTrue();
        }

        assertThat(wide.poll(50)).hasSize(2);
        assertThat(wide.poll(50)).hasSize(2);
    }

    @Test
    void nothingIsLetInOnceItIsClosed() {
        handOff.close();

        assertThat(offer("a", ROW)).isFalse();
        assertThat(handOff.offerRow(row("row", ROW))).isFalse();
        assertThat(handOff.isDrained()).isTrue();
    }
}
