package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Comparator;
import java.util.List;

/** Lines of a plan: their order, their results, and what names them. */
final class Lines {
    static final String NOTHING_TO_DO = "NOTHING_TO_DO";
    static final String PLANNED = "PLANNED";
    static final String REPORTED = "REPORTED";

    /**
     * Lines of batches that say something, then rows that are compared with nothing, then batches that are equal. Batches
     * come part by part, those of one SKU together, so that a plan is put in order while it is made.
     */
    static final Comparator<ReconcileLine> ORDER = Lines::compare;

    private static final String EQUAL = Rule.EQUAL.name();

    private Lines() {}

    static boolean isEqual(ReconcileLine line) {
        return line.rule().equals(EQUAL);
    }

    private static int compare(ReconcileLine one, ReconcileLine other) {
        BatchKey key = one.key();
        BatchKey otherKey = other.key();
        int order = Boolean.compare(isEqual(one), isEqual(other));
        if (order == 0) {
            order = key == null || otherKey == null
                    ? Boolean.compare(key == null, otherKey == null)
                    : compare(key, otherKey);
        }
        order = order != 0 ? order : one.proxySku().compareTo(other.proxySku());
        order = order != 0 ? order : one.rule().compareTo(other.rule());
        order = order != 0 ? order : Long.compare(one.remote(), other.remote());
        return order != 0 ? order : one.reason().compareTo(other.reason());
    }

    private static int compare(BatchKey key, BatchKey other) {
        String sku = key.sku().value();
        String otherSku = other.sku().value();
        int order = sku.equals(otherSku) ? 0 : Integer.compare(Packed.partOf(sku), Packed.partOf(otherSku));
        order = order != 0 ? order : sku.compareTo(otherSku);
        order = order != 0 ? order : key.quality().compareTo(other.quality());
        order = order != 0 ? order : key.inboundNo().compareTo(other.inboundNo());
        Instant at = key.inboundAt();
        Instant otherAt = other.inboundAt();
        if (order == 0) {
            order = at == null || otherAt == null
                    ? Boolean.compare(at != null, otherAt != null)
                    : at.compareTo(otherAt);
        }
        return order != 0
                ? order
                : key.warehouse().value().compareTo(other.warehouse().value());
    }

    /** What the result of a line is before anybody tried to apply it. */
    static String resultBefore(String rule, long delta) {
        boolean calm = rule.equals(EQUAL) || rule.equals(Rule.REDISTRIBUTED.name());
        return delta != 0 ? PLANNED : calm ? NOTHING_TO_DO : REPORTED;
    }

    static String mapping(String proxySku, int unitsEach) {
        return proxySku + "×" + unitsEach;
    }

    /** How many pieces here that mapping makes of one piece of a SKU over there; 0 when it does not name it. */
    static int unitsEach(String mapping, String proxySku) {
        String wanted = "+" + proxySku + "×";
        int at = ("+" + mapping).indexOf(wanted);
        if (at < 0) {
            return 0;
        }
        int from = at + wanted.length() - 1;
        int to = mapping.indexOf('+', from);
        return Integer.parseInt(mapping, from, to < 0 ? mapping.length() : to, 10);
    }

    /** Names the corrections of a snapshot: the same one always has the same id. */
    static final class AdjustmentIds {
        private final Digest digest = new Digest();
        private final String snapshotId;

        AdjustmentIds(String snapshotId) {
            this.snapshotId = snapshotId;
        }

        String of(BatchKey key) {
            return digest.add("adjustment")
                    .add(key.warehouse().value())
                    .add(snapshotId)
                    .add(key, false)
                    .hex();
        }
    }

    /** Names a plan of these lines. */
    static String hash(String snapshotId, List<ReconcileLine> lines, List<ReconcilePlan.Gate> tripped) {
        List<ReconcileLine> judged = PackedLines.judged(lines);
        return new PlanName(snapshotId).add(judged).of((long) lines.size() - judged.size(), tripped);
    }

    /** Names a plan: what it would do and what it could not do, and how many batches it found equal. */
    static final class PlanName {
        private final Digest digest = new Digest();

        PlanName(String snapshotId) {
            digest.add(snapshotId);
        }

        /** Adds some of the lines that are not of equal batches; all of them come in their order. */
        PlanName add(List<ReconcileLine> lines) {
            for (ReconcileLine line : lines) {
                BatchKey key = line.key();
                if (key != null) {
                    digest.add(key, true);
                }
                digest.add(line.proxySku())
                        .add(line.remote())
                        .add(line.local())
                        .add(line.inFlight())
                        .add(line.delta())
                        .add(line.rule());
            }
            return this;
        }

        String of(long equal, List<ReconcilePlan.Gate> tripped) {
            digest.add(equal);
            tripped.forEach(gate -> digest.add(gate.name()));
            return digest.hex();
        }
    }

    /** Parts one after the other, each with its length, so that no two lists of parts look alike. */
    private static final class Digest {
        private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

        private final MessageDigest sha;
        private final PackedWriter writer = new PackedWriter();

        Digest() {
            try {
                sha = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        Digest add(String part) {
            writer.text(part);
            return flushed(8_000);
        }

        Digest add(long part) {
            writer.number(part);
            return this;
        }

        /** Times are kept to the millisecond; a plan that is read back has the same name with {@code stored}. */
        Digest add(BatchKey key, boolean stored) {
            Instant at = key.inboundAt();
            return add(key.sku().value())
                    .add(key.quality() == StockQuality.QUALIFIED ? 0 : 1)
                    .add(key.inboundNo())
                    .add(at == null ? Long.MIN_VALUE : at.toEpochMilli())
                    .add(at == null || stored ? 0 : at.get(ChronoField.NANO_OF_SECOND));
        }

        private Digest flushed(int above) {
            if (writer.size() > above) {
                sha.update(writer.bytes(), 0, writer.size());
                writer.clear();
            }
            return this;
        }

        /** The digest; the next one begins anew. */
        String hex() {
            flushed(0);
            byte[] bytes = sha.digest();
            byte[] hex = new byte[bytes.length * 2];
            for (int i = 0; i < bytes.length; i++) {
                hex[2 * i] = DIGITS[bytes[i] >> 4 & 0xF];
                hex[2 * i + 1] = DIGITS[bytes[i] & 0xF];
            }
            return new String(hex, StandardCharsets.ISO_8859_1);
        }
    }
}
