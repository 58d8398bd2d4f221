package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many pieces of a line are wanted, ours to ship, and still to be shipped. */
class OrderLineTest {
    private static OrderLine line(
            long removed, long elsewhere, @Nullable Long accepted, long rejected, long cancelled, long shipped) {
        return new OrderLine(
                "L1", "P-1", 10, removed, elsewhere, List.of(), accepted, rejected, "", cancelled, 0, shipped);
    }

    @Test
    void whatIsRemovedShippedElsewhereOrGivenUpIsNotWanted() {
        OrderLine line = line(1, 2, null, 0, 3, 0);
        assertThat(line.wanted()).isEqualTo(4);
        assertThat(line.required()).isEqualTo(4);
        assertThat(line(9, 9, null, 0, 0, 0).wanted()).isZero();
    }

    @Test
    void whatIsRemovedAfterAnAcknowledgementIsNotShippedForItsRest() {
        OrderLine line = line(2, 0, 6L, 4, 0, 1);
        assertThat(line.required()).isEqualTo(4);
        assertThat(line.unshipped()).isEqualTo(3);
    }

    @Test
    void whatIsGivenUpIsTakenOffWhatWasAccepted() {
        assertThat(line(0, 0, 5L, 0, 3, 0).required()).isEqualTo(2);
    }

    @Test
    void whatNobodyAnsweredIsNeitherAcceptedNorRejected() {
        assertThat(line(0, 0, 6L, 3, 0, 0).unanswered()).isEqualTo(1);
        assertThat(line(0, 0, null, 0, 0, 0).unanswered()).isZero();
    }

    @Test
    void givingUpTheRestAddsToWhatWasGivenUpBefore() {
        OrderLine rest = line(0, 0, null, 0, 2, 3).withAllocated(9).withRestCancelled();
        assertThat(rest.cancelled()).isEqualTo(7);
        assertThat(rest.unshipped()).isZero();
        assertThat(rest.surplus()).as("nothing of it is with a warehouse").isZero();
        assertThat(rest.withRestCancelled()).isEqualTo(rest);
    }
}
