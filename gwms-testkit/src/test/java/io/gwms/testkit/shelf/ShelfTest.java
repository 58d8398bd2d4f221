package io.gwms.testkit.shelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShelfTest {
    private final Shelf<String> shelf = new Shelf<>();

    @Test
    void piecesAreHeldOldestFirstAndAllOrNothing() {
        shelf.move("a1", 3);
        shelf.move("a2", 3);
        shelf.move("b1", 1);

        var a = new Shelf.Want<String>(spot -> spot.startsWith("a"), 4);
        assertThat(shelf.hold(List.of(a, new Shelf.Want<>(spot -> spot.startsWith("b"), 2))))
                .isEmpty();
        assertThat(shelf.rows()).allSatisfy(row -> assertThat(row.locked()).isZero());
        List<Shelf.Take> takes = shelf.hold(List.of(a)).orElseThrow();
        assertThat(shelf.rows()).extracting(Shelf.Held::locked).containsExactly(3L, 1L, 0L);

        Shelf.ship(takes, 2);
        assertThat(shelf.rows()).extracting(Shelf.Held::onHand).containsExactly(1L, 3L, 1L);
        assertThat(shelf.rows()).extracting(Shelf.Held::locked).containsExactly(0L, 0L, 0L);
    }

    @Test
    void whatOrdersHoldCannotBeMovedAway() {
        shelf.move("a1", 3);
        shelf.hold(List.of(new Shelf.Want<>("a1"::equals, 2)));

        assertThatThrownBy(() -> shelf.move("a1", -2)).hasMessageContaining("2 pieces that orders hold");
        shelf.move("a1", -1);
        assertThat(shelf.rows().get(0).free()).isZero();
    }
}
