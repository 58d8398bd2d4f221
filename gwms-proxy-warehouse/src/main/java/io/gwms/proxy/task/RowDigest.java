package io.gwms.proxy.task;

import io.gwms.evidence.SnapshotRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Digest over the rows of a snapshot in their order, so that it shows later whether one was changed. */
final class RowDigest {
    private final MessageDigest sha;

    private RowDigest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** In lower-case hex; {@code rows} hands every row to the sink it is given. */
    static String of(Consumer<Consumer<SnapshotRow>> rows) {
        RowDigest digest = new RowDigest();
        rows.accept(digest::add);
        return HexFormat.of().formatHex(digest.sha.digest());
    }

    private void add(SnapshotRow row) {
        Instant inboundAt = row.inboundAt();
        String text = String.join(
                "\u001f",
                row.proxySku(),
                row.gsku(),
                row.localSku(),
                Long.toString(row.available()),
                Long.toString(row.locked()),
                row.quality().name(),
                row.proxyInboundNo(),
                row.localInboundNo(),
                inboundAt == null ? "" : Long.toString(inboundAt.toEpochMilli()),
                Long.toString(row.snapshotAt().toEpochMilli()),
                row.proxyWarehouse(),
                row.warehouse().value(),
                "\u001e");
        sha.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
