package io.gwms.transport;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallRecorder;
import io.gwms.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audited seam: hands every call and what came of it to the recorders. A broken recorder never
 * breaks a call, nor another recorder.
 *
 * <p>An exception of the transport below is recorded as an unknown outcome and passed on.
 */
public final class RecordingInterceptor implements CallInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingInterceptor.class);

    private final InstantSource clock;
    private final List<CallRecorder> recorders;

    private RecordingInterceptor(InstantSource clock, List<CallRecorder> recorders) {
        this.clock = requireNonNull(clock, "clock");
        this.recorders = List.copyOf(recorders);
    }

    /** Records with that clock; durations are measured apart from it. */
    public static RecordingInterceptor of(InstantSource clock, List<CallRecorder> recorders) {
        return new RecordingInterceptor(clock, recorders);
    }

    @Override
    public Outcome<HttpReply> intercept(HttpCall asked, Transport next) {
        WireLog wire = asked.wireLog().orElseGet(WireLog::new);
        HttpCall call = asked.notedIn(wire);
        Instant startedAt = clock.instant();
        List<CallRecorder> told = told(CallExchange.opening(startedAt, call));
        long begun = System.nanoTime();
        try {
            Outcome<HttpReply> outcome = next.send(call);
            record(told, startedAt, begun, call, outcome, wire);
            return outcome;
        } catch (RuntimeException | Error e) {
            wire.failed(e);
            record(told, startedAt, begun, call, Outcome.unknown(e.getClass().getName()), wire);
            throw e;
        }
    }

    private List<CallRecorder> told(CallExchange opening) {
        List<CallRecorder> told = new ArrayList<>(recorders.size());
        for (CallRecorder recorder : recorders) {
            try {
                told.add(recorder.begin(opening));
            } catch (Exception | Error e) {
                failed(recorder, e);
                told.add(recorder);
            }
        }
        return told;
    }

    private static void record(
            List<CallRecorder> told,
            Instant startedAt,
            long begun,
            HttpCall call,
            Outcome<HttpReply> outcome,
            WireLog wire) {
        Duration duration = Duration.ofNanos(System.nanoTime() - begun);
        record(told, new CallExchange(startedAt, duration, call, outcome).over(wire));
    }

    /** Hands over what did not go through a chain, such as a notification that came in. */
    public void record(CallExchange exchange) {
        record(recorders, exchange);
    }

    private static void record(List<CallRecorder> told, CallExchange exchange) {
        for (CallRecorder recorder : told) {
            try {
                recorder.record(exchange);
            } catch (Exception | Error e) {
                failed(recorder, e);
            }
        }
    }

    private static void failed(CallRecorder recorder, Throwable e) {
        LOG.atError()
                .setMessage("A recorder of calls failed; the call goes on without its record")
                .addKeyValue("recorder", recorder.getClass().getName())
                .addKeyValue("failure", e.getClass().getName())
                .log();
    }
}
