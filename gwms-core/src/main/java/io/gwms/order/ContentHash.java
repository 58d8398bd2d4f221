package io.gwms.order;

import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 over a canonical text: each field with its length, so that no two contents share a text. */
final class ContentHash {
    private final StringBuilder text = new StringBuilder(1_024);

    static String of(PlatformOrder order) {
        ContentHash hash = new ContentHash()
                .add(order.platformOrderId())
                .add(order.number())
                .add(order.kind().name())
                .add(order.source())
                .add(order.orderedAt())
                .add(order.changedAt())
                .add(order.fact().name())
                .add(order.fulfillmentStatus())
                .add(order.onHold())
                .add(order.cancelRequested())
                .add(order.platformDelivers())
                .add(order.buyerNote());
        hash.payment(order.payment());
        hash.recipient(order.recipient());
        for (PlatformOrderLine line : order.lines()) {
            hash.add(line.lineId())
                    .add(line.platformSku())
                    .add(line.name())
                    .add(line.quantity())
                    .add(line.removed())
                    .add(line.shippedElsewhere())
                    .add(line.unitPrice());
        }
        if (order.testOrder()) {
            hash.add("test order"); // Orders stored before there was such a field keep their hash.
        }
        return hash.hex();
    }

    private void payment(Payment payment) {
        add(payment.total()).add(payment.method()).add(payment.paidAt());
        add(payment.shippingFee()).add(payment.tax()).add(payment.discount());
    }

    private void recipient(Recipient recipient) {
        add(recipient.name()).add(recipient.phone()).add(recipient.country()).add(recipient.state());
        add(recipient.city()).add(recipient.address()).add(recipient.zip());
    }

    ContentHash add(@Nullable Object field) {
        if (field == null) {
            text.append("1:-");
        } else {
            String value = field.toString();
            text.append(value.length() + 1).append(":=").append(value);
        }
        return this;
    }

    private ContentHash add(@Nullable Instant at) {
        return add((Object) (at == null ? null : at.toEpochMilli()));
    }

    String hex() {
        return HexFormat.of().formatHex(sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
