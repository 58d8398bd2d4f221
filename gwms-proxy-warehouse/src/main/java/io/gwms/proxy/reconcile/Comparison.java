package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.reconcile.Planning.Trust;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a plan part by part: what both sides hold alike is only counted, everything else goes by the rules. Lines are named
 * and counted as they are made and made anew when they are read, so that a plan takes no more memory than its counts. One
 * thread.
 */
final class Comparison implements PackedLines.Sections {
    private final ReconcileRequest request;
    private final PackedStock stock;
    private final Records records;
    private final Match match;
    private final Times times;
    private final Lines.AdjustmentIds adjustmentIds;
    /** How many lines say something, and how many batches are equal, by part. */
    private final int[] judged;

    private final int[] equal;
    /** Lines of rows that are compared with nothing. */
    private final List<ReconcileLine> reported = new ArrayList<>();

    private Trust given = Trust.ALL;
    private int partAtHand = -1;
    private Part atHand = new Part(List.of(), List.of(), List.of());

    Comparison(ReconcileRequest request) {
        this.request = request.rememberingAnswers();
        this.stock = request.stock();
        this.records = stock.records();
        this.times = new Times(request.inventory());
        this.match = new Match(times, onTheirWay(request.inFlight()));
        this.adjustmentIds = new Lines.AdjustmentIds(this.request.snapshot().id());
        this.judged = new int[stock.parts()];
        this.equal = new int[stock.parts()];
    }

    /**
     * The lines of one part.
     *
     * @param judged of batches, those of one SKU together, none of them equal
     * @param reported of rows that are compared with nothing
     * @param equalByRules of batches that are equal by the rules: what is on its way makes them equal, for example
     */
    private record Part(List<ReconcileLine> judged, List<ReconcileLine> reported, List<ReconcileLine> equalByRules) {}

    /** SKUs of which pieces are on their way: only all their batches together tell which of them is meant. */
    private BitSet onTheirWay(InFlight inFlight) {
        BitSet numbers = new BitSet();
        Stream.of(inFlight.shippedUnbooked(), inFlight.receivedUnbooked())
                .flatMap(each -> each.keySet().stream())
                .mapToInt(records::number)
                .filter(number -> number != Names.NONE)
                .forEach(numbers::set);
        return numbers;
    }

    ReconcilePlan plan() {
        given = request.snapshot().complete() && request.inventory().full() ? Trust.ALL : Trust.NOTHING;
        Tally tally = new Tally(request);
        Lines.PlanName name = new Lines.PlanName(request.snapshot().id());
        Trust found = judge(name, tally);
        if (found.compareTo(given) > 0) {
            given = found;
            tally = new Tally(request);
            name = new Lines.PlanName(request.snapshot().id());
            judge(name, tally);
        }
        List<ReconcilePlan.Gate> tripped = Gates.tripped(request, reported, tally);
        return new ReconcilePlan(
                request.snapshot().warehouse(),
                request.snapshot().id(),
                new PackedLines(this),
                tripped,
                name.of(Arrays.stream(equal).asLongStream().sum(), tripped));
    }

    /** Judges every part and says how far the rows let the snapshot be built upon. */
    private Trust judge(Lines.PlanName name, Tally tally) {
        reported.clear();
        Trust found = Trust.ALL;
        for (int number = 0; number < stock.parts(); number++) {
            match.part(stock.batches(number), stock.rows(number));
            Planning planning = new Planning(request, times, given, null, match.oddBatchCount);
            Part part = judgedBy(planning);
            found = found.compareTo(planning.found()) < 0 ? planning.found() : found;
            name.add(part.judged);
            tally.addPart(match, part.judged, part.equalByRules);
            reported.addAll(part.reported);
            judged[number] = part.judged.size();
            equal[number] = match.equalCount + part.equalByRules.size();
        }
        reported.sort(Lines.ORDER);
        name.add(reported);
        return found;
    }

    /** The lines of the part that the match is at. */
    private Part judgedBy(Planning planning) {
        fetchNames();
        List<ReconcileLine> lines = planning.lines(oddRows(), oddBatches());
        lines.sort(Lines.ORDER);
        int equalFrom = lines.size();
        while (equalFrom > 0 && Lines.isEqual(lines.get(equalFrom - 1))) {
            equalFrom--;
        }
        int reportedFrom = equalFrom;
        while (reportedFrom > 0 && lines.get(reportedFrom - 1).key() == null) {
            reportedFrom--;
        }
        return new Part(
                lines.subList(0, reportedFrom),
                lines.subList(reportedFrom, equalFrom),
                lines.subList(equalFrom, lines.size()));
    }

    // --- lines that are read ---

    @Override
    public int[] counts() {
        int parts = judged.length;
        int[] counts = Arrays.copyOf(judged, 2 * parts + 1);
        counts[parts] = reported.size();
        System.arraycopy(equal, 0, counts, parts + 1, parts);
        return counts;
    }

    @Override
    public int judged() {
        return judged.length + 1;
    }

    @Override
    public List<ReconcileLine> section(int number) {
        int parts = judged.length;
        if (number < parts) {
            return part(number).judged;
        }
        return number == parts ? reported : alike(number - parts - 1);
    }

    /** A part once more; the match is at it then. */
    private Part part(int number) {
        if (number != partAtHand) {
            partAtHand = -1;
            match.part(stock.batches(number), stock.rows(number));
            atHand = judgedBy(new Planning(request, times, given, adjustmentIds, match.oddBatchCount));
            partAtHand = number;
        }
        return atHand;
    }

    private List<ReconcileLine> alike(int number) {
        List<ReconcileLine> lines = new ArrayList<>(part(number).equalByRules);
        for (int i = 0; i < match.equalCount; i++) {
            lines.add(equal(
                    records.batch(match.batchBytes, match.equalBatches[i]),
                    records.row(match.rowBytes, match.equalRows[i])));
        }
        lines.sort(Lines.ORDER);
        return lines;
    }

    /** Touches the names of all that is odd at once: made one by one, each row and batch would wait for its own. */
    private void fetchNames() {
        int[] touched = new int[Math.max(match.oddRowCount, match.oddBatchCount)];
        for (int i = 0; i < match.oddRowCount; i++) {
            touched[i] = records.fetchNamesOfRow(match.rowBytes, match.oddRows[i]);
        }
        for (int i = 0; i < match.oddBatchCount; i++) {
            touched[i] = records.fetchNameOfBatch(match.batchBytes, match.oddBatches[i]);
        }
    }

    private List<RemoteRow> oddRows() {
        List<RemoteRow> rows = new ArrayList<>(match.oddRowCount);
        for (int i = 0; i < match.oddRowCount; i++) {
            rows.add(records.row(match.rowBytes, match.oddRows[i]));
        }
        return rows;
    }

    private List<StockBatch> oddBatches() {
        List<StockBatch> batches = new ArrayList<>(match.oddBatchCount);
        for (int i = 0; i < match.oddBatchCount; i++) {
            batches.add(records.batch(match.batchBytes, match.oddBatches[i]));
        }
        return batches;
    }

    private static ReconcileLine equal(StockBatch batch, RemoteRow row) {
        BatchKey key = batch.key();
        String proxySku = row.row().proxySku();
        return new ReconcileLine(
                key,
                proxySku,
                batch.quantity(),
                batch.quantity(),
                0,
                0,
                Rule.EQUAL.name(),
                Lines.NOTHING_TO_DO,
                Planning.ALIKE,
                "",
                batch.reserved(),
                Lines.mapping(proxySku, row.unitsEach()));
    }
}
