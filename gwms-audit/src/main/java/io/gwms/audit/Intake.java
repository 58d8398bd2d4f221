package io.gwms.audit;

import io.gwms.audit.AsyncCallRecorder.Settings;
import io.gwms.audit.RecordingPolicy.Durability;
import io.gwms.audit.RecordingPolicy.Overflow;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CallExchange;
import io.gwms.redact.Redactor;
import io.gwms.transport.CallAction;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a caller does with its call before it goes on, by its action's {@link RecordingPolicy}. Once a writing thread was
 * started no caller touches the store, and none waits for it longer than its policy says; while the store is silent none
 * waits at all. Shared by threads.
 */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private enum Phase {
        /** Nobody writes but those who ask for it, in their own threads. */
        STEPPED,
        STARTED,
        /** The writing thread is about to end, so nobody waits for it. */
        CLOSING,
        CLOSED
    }

    private final ExchangeMapper mapper;
    private final Function<CallAction, RecordingPolicy> policies;
    private final Recovery recovery;
    private final Counters counters;
    private final HandOff handOff;
    private final Drain drain;
    private final BatchWriter writer;
    private final Settings settings;
    private final LateCalls late = new LateCalls();
    private volatile Phase phase = Phase.STEPPED;

    Intake(
            ExchangeMapper mapper,
            Function<CallAction, RecordingPolicy> policies,
            Recovery recovery,
            Counters counters,
            HandOff handOff,
            Drain drain,
            BatchWriter writer,
            Settings settings) {
        this.mapper = mapper;
        this.policies = policies;
        this.recovery = recovery;
        this.counters = counters;
        this.handOff = handOff;
        this.drain = drain;
        this.writer = writer;
        this.settings = settings;
    }

    void started() {
        phase = Phase.STARTED;
    }

    /** From now on nobody waits. */
    void closing() {
        if (phase != Phase.CLOSED) {
            phase = Phase.CLOSING;
        }
    }

    /** From now on nothing is queued. */
    void closed() {
        phase = Phase.CLOSED;
        handOff.close();
    }

    /** Waits for what came after the end. */
    boolean awaitLate(Duration patience) {
        return late.await(patience);
    }

    boolean wantsIntent(CallExchange opening) {
        return policies.apply(opening.call().context().action()).durability() == Durability.INTENT;
    }

    /** Writes down that a call is about to be made. */
    void intent(String id, CallExchange opening) {
        keep(Entry.of(id, opening));
    }

    /** Takes a call that has ended; whether it will be kept, as far as is known. */
    boolean ended(Entry entry) {
        counters.recorded.increment();
        return keep(entry);
    }

    private boolean keep(Entry entry) {
        if (phase == Phase.CLOSED) {
            return late(entry);
        }
        RecordingPolicy policy = policies.apply(entry.action());
        return switch (policy.durability()) {
            case JOURNAL -> journaled(entry, policy.overflow());
            case SYNC, INTENT -> confirmed(entry);
            case MEMORY -> queued(entry, policy.overflow());
        };
    }

    private boolean queued(Entry entry, Overflow overflow) {
        if (handOff.offer(entry, Duration.ZERO)) {
            return true;
        }
        if (overflow == Overflow.DROP) {
            counters.dropped.increment();
            writer.gaps().add(entry.action(), "left out because the queue was full", entry.endedAt());
            return false;
        }
        boolean waits = overflow == Overflow.BLOCK && !settings.roomPatience().isZero() && mayWait();
        return (waits && timed(() -> handOff.offer(entry, settings.roomPatience())))
                || byItsCaller(entry)
                || shed(entry);
    }

    /** In the store before its caller goes on, unless that takes too long. */
    private boolean confirmed(Entry entry) {
        if (byItsCaller(entry)) {
            return true;
        }
        long patience = mayWait() ? settings.syncPatience().toNanos() : 0;
        long begun = System.nanoTime();
        boolean queued = handOff.offer(entry, Duration.ZERO)
                || (patience > 0 && timed(() -> handOff.offer(entry, Duration.ofNanos(patience))));
        Duration left = Duration.ofNanos(Math.max(0, patience - (System.nanoTime() - begun)));
        if (!queued || phase == Phase.STEPPED || !timed(() -> handOff.awaitSettled(left))) {
            counters.unconfirmed.increment();
        }
        return queued || shed(entry);
    }

    /**
     * Redacts here and now, since what is written down must be. Without room in memory the journal alone keeps it; a
     * journal that fails or is full leaves it to memory.
     */
    private boolean journaled(Entry raw, Overflow overflow) {
        ApiCall call = raw.made(mapper, true);
        Journal.Place place;
        try {
            place = recovery.journal().append(call);
        } catch (IOException e) {
            if (counters.journalFailures.sum() == 0) {
                LOG.atWarn()
                        .setMessage("The audit journal takes no more; its calls are as safe as memory is until it does")
                        .addKeyValue("failure", Redactor.standard().text(e))
                        .log();
            }
            counters.journalFailures.increment();
            return queued(raw, overflow);
        }
        Entry entry = Entry.of(call, place);
        if (!handOff.offer(entry, Duration.ZERO)) {
            place.park();
            handOff.nudge();
        }
        return true;
    }

    private boolean late(Entry entry) {
        counters.overflowed.increment();
        boolean taken = late.offer(() -> {
            if (!drain.single(entry)) {
                drain.lost(entry);
            }
        });
        if (!taken) {
            drain.lost(entry);
        }
        return taken;
    }

    /** Where no thread writes its caller does, unless the store has just failed. */
    private boolean byItsCaller(Entry entry) {
        if (phase != Phase.STEPPED || writer.isFailing()) {
            return false;
        }
        boolean kept = drain.single(entry);
        if (kept) {
            counters.overflowed.increment();
        }
        return kept;
    }

    /** Keeps the row alone, if there is room for so much. */
    private boolean shed(Entry entry) {
        if (phase == Phase.CLOSED) {
            return late(entry);
        }
        if (handOff.offerRow(Entry.shed(entry.made(mapper, false)))) {
            counters.shed.increment();
            return true;
        }
        counters.lost.increment();
        writer.gaps()
                .add(
                        entry.action(),
                        "left out because the store took nothing until the queue was full",
                        entry.endedAt());
        return false;
    }

    private boolean mayWait() {
        return phase == Phase.STARTED && !writer.watch().isSilent();
    }

    private boolean timed(BooleanSupplier wait) {
        long begun = System.nanoTime();
        try {
            return wait.getAsBoolean();
        } finally {
            counters.blockedNanos.add(System.nanoTime() - begun);
        }
    }
}
