package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.stock.BatchKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a plan: their order, their results, and what names them. */
final class Lines {
    static final String NOTHING_TO_DO = "NOTHING_TO_DO";
    static final String PLANNED = "PLANNED";
    static final String REPORTED = "REPORTED";

    static final Comparator<ReconcileLine> ORDER = Comparator.comparing((ReconcileLine line) -> text(line.key()))
            .thenComparing(ReconcileLine::proxySku)
            .thenComparing(ReconcileLine::rule)
            .thenComparing(ReconcileLine::remote)
            .thenComparing(ReconcileLine::reason);

    private Lines() {}

    /** What the result of a line is before anybody tried to apply it. */
    static String resultBefore(ReconcileLine line) {
        boolean calm = line.rule().equals(Rule.EQUAL.name()) || line.rule().equals(Rule.REDISTRIBUTED.name());
        return line.delta() != 0 ? PLANNED : calm ? NOTHING_TO_DO : REPORTED;
    }

    static ReconcileLine withResult(ReconcileLine line, String result) {
        return new ReconcileLine(
                line.key(),
                line.proxySku(),
                line.remote(),
                line.local(),
                line.inFlight(),
                line.delta(),
                line.rule(),
                result,
                line.reason(),
                line.adjustmentId());
    }

    /** The same correction of the same snapshot always has the same id. */
    static String adjustmentId(String snapshotId, BatchKey key) {
        return digest(List.of("adjustment", key.warehouse().value(), snapshotId, text(key)));
    }

    static String hash(String snapshotId, List<ReconcileLine> lines, List<ReconcilePlan.Gate> tripped) {
        MessageDigest sha = sha256();
        add(sha, snapshotId);
        for (ReconcileLine line : lines) {
            add(sha, text(storedForm(line.key())));
            add(sha, line.proxySku());
            add(sha, line.remote() + " " + line.local() + " " + line.inFlight() + " " + line.delta());
            add(sha, line.rule());
        }
        tripped.forEach(gate -> add(sha, gate.name()));
        return HexFormat.of().formatHex(sha.digest());
    }

    /** Times are kept to the millisecond, and a plan has the same hash when it is read back. */
    private static @Nullable BatchKey storedForm(@Nullable BatchKey key) {
        return key == null || key.inboundAt() == null
                ? key
                : new BatchKey(
                        key.warehouse(),
                        key.sku(),
                        key.quality(),
                        key.inboundNo(),
                        key.inboundAt().truncatedTo(ChronoUnit.MILLIS));
    }

    static String text(@Nullable BatchKey key) {
        if (key == null) {
            return "";
        }
        return String.join(
                "\u001f",
                key.warehouse().value(),
                key.sku().value(),
                key.quality().name(),
                key.inboundNo(),
                key.inboundTime().map(Object::toString).orElse(""));
    }

    private static String digest(List<String> parts) {
        MessageDigest sha = sha256();
        parts.forEach(part -> add(sha, part));
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void add(MessageDigest sha, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
