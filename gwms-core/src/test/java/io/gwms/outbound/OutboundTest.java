package io.gwms.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.order.OrderId;
import io.gwms.order.Recipient;
import io.gwms.sku.SentSku;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.StoreId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** What is handed to a warehouse stays as it was handed over. */
class OutboundTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final WarehouseSku SKU = new WarehouseSku("WH-1");
    private static final List<SentSku> SENT = List.of(new SentSku(SKU, "THEIRS", 1));

    private final OutboundOrder created = OutboundOrder.created(
            new OutboundId("s1-1001-1"),
            new OrderId(new StoreId("s1"), "1001"),
            new WarehouseCode("W1"),
            new ChannelCode("EXPRESS"),
            Recipient.none(),
            List.of(new OutboundLine("L1", SKU, 5, 2)),
            NOW);

    @Test
    void aReferenceIsMadeOfTheLastPartOfAnAddressAndTheAttempt() {
        OrderId order = new OrderId(new StoreId("s1"), "gid://shopify/Order/42");
        assertThat(OutboundId.of(order, 1)).isEqualTo(new OutboundId("s1-42-1"));
        assertThat(OutboundId.of(order, 12)).isEqualTo(new OutboundId("s1-42-12"));
    }

    @Test
    void whereTheStoreEndsIsToldFromTheReference() {
        assertThat(reference("s1-1001", "1")).isEqualTo("s1-1001-1-1");
        assertThat(reference("s1", "1001-1")).isEqualTo("s1-1001_1-1");
        assertThat(reference("s1", "1001_1")).isEqualTo("s1-1001~11-1");
        assertThat(reference("s1", "1001~11")).isEqualTo("s1-1001~011-1");
    }

    /** Wherever one text is cut into a store and a number. */
    @Property
    void noTwoOrdersHaveOneReference(
            @ForAll @Chars({'-', '_', '~', '1'}) @StringLength(min = 4, max = 8) String text,
            @ForAll @IntRange(min = 1, max = 6) int one,
            @ForAll @IntRange(min = 1, max = 6) int other) {
        Assume.that(Math.max(one, other) < text.length() - 1 && one != other);
        assertThat(reference(text.substring(0, one), text.substring(one + 1)))
                .isNotEqualTo(reference(text.substring(0, other), text.substring(other + 1)));
    }

    private static String reference(String store, String number) {
        return OutboundId.of(new OrderId(new StoreId(store), number), 1).value();
    }

    @Test
    void theLinesOfWhatTheWarehouseHasAreNotReplaced() {
        List<OutboundLine> other = List.of(new OutboundLine("L1", SKU, 1, 1));
        assertThat(created.withLines(other, NOW).lines()).isEqualTo(other);
        OutboundOrder accepted = created.next(OutboundOrder.State.ACCEPTED, "N", "NEW", NOW);
        assertThatThrownBy(() -> accepted.withLines(other, NOW)).hasMessageContaining("s1-1001-1");
    }

    @Test
    void howItsSkusWereCalledIsKeptWhateverBecomesOfIt() {
        OutboundOrder sent = created.withSentAs(SENT, NOW);
        OutboundOrder shipped = sent.next(OutboundOrder.State.SHIPPED, "N", "OUT", NOW);
        assertThat(shipped.sentAs()).isEqualTo(SENT);
        assertThat(shipped.version()).isEqualTo(3);
    }

    @Test
    void whatShippedInPartMayShipMore() {
        assertThat(Arrays.stream(OutboundOrder.State.values()).filter(OutboundOrder.State::isOpen))
                .containsExactly(
                        OutboundOrder.State.CREATED, OutboundOrder.State.ACCEPTED, OutboundOrder.State.PARTLY_SHIPPED);
    }

    @Test
    void unitsAreCountedWithoutRunningOver() {
        assertThat(new OutboundLine("L1", SKU, 5, 2).units()).isEqualTo(10);
        assertThatThrownBy(new OutboundLine("L1", SKU, Long.MAX_VALUE, 2)::units)
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aLabelStaysAsItWasUploaded() {
        byte[] bytes = "%PDF-1.7".getBytes(StandardCharsets.US_ASCII);
        LabelPdf label = new LabelPdf("a.pdf", bytes);
        bytes[0] = 'X';
        label.content()[0] = 'X';
        assertThat(label.content()).startsWith('%', 'P');
        assertThat(label.looksLikePdf()).isTrue();
    }
}
