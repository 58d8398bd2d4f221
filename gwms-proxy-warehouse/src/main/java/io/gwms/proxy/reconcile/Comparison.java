package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.reconcile.Planning.Trust;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Makes a plan part by part: what both sides hold alike is only counted, everything else goes by the rules. One thread.
 */
final class Comparison implements PackedLines.Alike {
    private final ReconcileRequest request;
    private final PackedStock stock;
    private final Records records;
    private final Match match;
    private final Times times;
    private final int[] counts;
    /** Lines of batches that are equal by the rules, by part: what is on its way makes them equal, for example. */
    private final List<List<ReconcileLine>> equalByRules = new ArrayList<>();

    private final List<ReconcileLine> judged = new ArrayList<>();
    /** Lines of rows that are compared with nothing. */
    private final List<ReconcileLine> reported = new ArrayList<>();

    private Lines.PlanName name;
    private Tally tally;

    Comparison(ReconcileRequest request) {
        this.request = request;
        this.stock = request.stock();
        this.records = stock.records();
        this.times = new Times(request.inventory());
        this.match = new Match(times, onTheirWay(request.inFlight()));
        this.counts = new int[stock.parts()];
        this.tally = new Tally(request);
        this.name = new Lines.PlanName(request.snapshot().id());
    }

    /** SKUs of which pieces are on their way: only all their batches together tell which of them is meant. */
    private IntPredicate onTheirWay(InFlight inFlight) {
        Set<Integer> numbers = new HashSet<>();
        inFlight.shippedUnbooked().keySet().forEach(sku -> numbers.add(records.number(sku)));
        inFlight.receivedUnbooked().keySet().forEach(sku -> numbers.add(records.number(sku)));
        return numbers.isEmpty() ? number -> false : numbers::contains;
    }

    ReconcilePlan plan() {
        boolean usable = request.snapshot().complete() && request.inventory().full() && !stock.holdsWrongRows();
        Trust given = usable ? Trust.ALL : Trust.NOTHING;
        Trust found = judged(given);
        if (found.compareTo(given) > 0) {
            judged(found);
        }
        List<ReconcilePlan.Gate> tripped = Gates.tripped(request, reported, tally);
        return new ReconcilePlan(
                request.snapshot().warehouse(),
                request.snapshot().id(),
                new PackedLines(List.copyOf(judged), this),
                tripped,
                name.of(Arrays.stream(counts).asLongStream().sum(), tripped));
    }

    /** Judges every part and says how far the rows let the snapshot be built upon. */
    private Trust judged(Trust given) {
        judged.clear();
        reported.clear();
        equalByRules.clear();
        tally = new Tally(request);
        name = new Lines.PlanName(request.snapshot().id());
        Trust found = Trust.ALL;
        for (int part = 0; part < stock.parts(); part++) {
            match.part(stock.batches(part), stock.rows(part));
            Planning planning = new Planning(request, times, given, match.oddBatchCount);
            List<ReconcileLine> lines = planning.lines(oddRows(), oddBatches());
            found = found.compareTo(planning.found()) < 0 ? planning.found() : found;
            keep(part, lines);
        }
        reported.sort(Lines.ORDER);
        judged.addAll(reported);
        name.add(reported);
        return found;
    }

    /** Names and counts them while they are at hand: a plan may be much larger than what the processor keeps near. */
    private void keep(int part, List<ReconcileLine> lines) {
        lines.sort(Lines.ORDER);
        int equal = lines.size();
        while (equal > 0 && Lines.isEqual(lines.get(equal - 1))) {
            equal--;
        }
        int some = equal;
        while (some > 0 && lines.get(some - 1).key() == null) {
            some--;
        }
        List<ReconcileLine> batches = lines.subList(0, some);
        judged.addAll(batches);
        name.add(batches);
        reported.addAll(lines.subList(some, equal));
        List<ReconcileLine> alike = List.copyOf(lines.subList(equal, lines.size()));
        equalByRules.add(alike);
        counts[part] = match.equalCount + alike.size();
        tally.addPart(match, batches, alike);
    }

    private List<RemoteRow> oddRows() {
        int[] places = Arrays.copyOf(match.oddRows, match.oddRowCount);
        List<RemoteRow> rows = new ArrayList<>(places.length);
        for (int place : places) {
            rows.add(records.row(match.rowBlocks[Shelf.block(place)], Shelf.offset(place)));
        }
        return rows;
    }

    private List<StockBatch> oddBatches() {
        List<StockBatch> batches = new ArrayList<>(match.oddBatchCount);
        for (int i = 0; i < match.oddBatchCount; i++) {
            batches.add(batch(match.oddBatches[i]));
        }
        return batches;
    }

    private StockBatch batch(int place) {
        return records.batch(match.batchBlocks[Shelf.block(place)], Shelf.offset(place));
    }

    @Override
    public int[] counts() {
        return counts.clone();
    }

    @Override
    public List<ReconcileLine> part(int part) {
        List<ReconcileLine> lines = new ArrayList<>(equalByRules.get(part));
        match.part(stock.batches(part), stock.rows(part));
        for (int i = 0; i < match.equalCount; i++) {
            int place = match.equalRows[i];
            lines.add(equal(
                    batch(match.equalBatches[i]),
                    records.row(match.rowBlocks[Shelf.block(place)], Shelf.offset(place))));
        }
        lines.sort(Lines.ORDER);
        return lines;
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
