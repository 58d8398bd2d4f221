package io.gwms.audit;

import static io.gwms.audit.Exchanges.NOON;

import io.gwms.audit.AsyncCallRecorder.Settings;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.redact.Redactor;
import io.gwms.testkit.time.VirtualClock;
import java.util.List;

/** Recorders as the module puts them together, with parts of a test's own. */
final class Recorders {
    private Recorders() {}

    static AsyncCallRecorder of(Settings settings, ApiCallRepository store, RecordingPolicy policy, Recovery recovery) {
        return of(settings, store, policy, recovery, Redactor.standard());
    }

    static AsyncCallRecorder of(
            Settings settings, ApiCallRepository store, RecordingPolicy policy, Recovery recovery, Redactor redactor) {
        Counters counters = new Counters();
        return new AsyncCallRecorder(
                VirtualClock.startingAt(NOON),
                IdSequence.create(),
                new ExchangeMapper(
                        redactor, new Verdicts(List.of(), counters), context -> policy.bodyLimit(), counters),
                new BatchWriter(store, counters, settings),
                action -> policy,
                recovery,
                counters,
                settings);
    }
}
