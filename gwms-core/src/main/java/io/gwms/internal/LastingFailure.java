package io.gwms.internal;

import static java.time.temporal.ChronoUnit.MILLIS;

import io.gwms.GwmsException;
import io.gwms.redact.Redactor;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Something that is tried again until it works, as a log tells of it: once when it begins to fail, with the cause; once
 * a minute that it still fails; and once when it works again. The stack of what fails again and again is told once a
 * minute at most. Shared by threads.
 */
public final class LastingFailure {
    private static final long TOLD_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final Redactor redactor;
    private final String fails;
    private final String works;
    private final LongSupplier nanos;
    private volatile boolean lasts;
    private String name = "";
    private long since;
    private long told;
    private long stackTold;
    private boolean stackEverTold;

    /**
     * Nothing fails yet.
     *
     * @param fails what it means, such as «Tasks cannot be claimed»
     * @param works what it means that it works again
     */
    public LastingFailure(Logger log, Redactor redactor, String fails, String works) {
        this(log, redactor, fails, works, System::nanoTime);
    }

    /** The same by another time. */
    public LastingFailure(Logger log, Redactor redactor, String fails, String works, LongSupplier nanos) {
        this.log = log;
        this.redactor = redactor;
        this.fails = fails;
        this.works = works;
        this.nanos = nanos;
    }

    /** It failed, and is tried again. */
    public synchronized void failed(Throwable failure) {
        long now = nanos.getAsLong();
        name = failure instanceof GwmsException coded
                ? coded.code()
                : failure.getClass().getSimpleName();
        if (!lasts) {
            lasts = true;
            since = now;
            told = now;
            begun(failure, now);
        } else if (now - told >= TOLD_EVERY_NANOS) {
            told = now;
            log.atWarn()
                    .setMessage(fails + ", still")
                    .addKeyValue("lasts", length(now))
                    .addKeyValue("failure", redactor.text(failure))
                    .log();
        }
    }

    private void begun(Throwable failure, long now) {
        LoggingEventBuilder line = log.atWarn().setMessage(fails + "; it is tried again");
        if (stackEverTold && now - stackTold < TOLD_EVERY_NANOS) {
            line.addKeyValue("failure", redactor.text(failure)).log();
        } else {
            stackEverTold = true;
            stackTold = now;
            line.setCause(redactor.forLog(failure)).log();
        }
    }

    /** It works, or there is nothing left to try; cheap when it did before. */
    public void over() {
        if (lasts) {
            end();
        }
    }

    private synchronized void end() {
        if (lasts) {
            lasts = false;
            log.atInfo()
                    .setMessage(works)
                    .addKeyValue("after", length(nanos.getAsLong()))
                    .log();
        }
    }

    /** What fails at this moment, since when, and by what; empty when it works. */
    public synchronized Optional<String> line() {
        return lasts
                ? Optional.of(fails + " for " + length(nanos.getAsLong()).toSeconds() + " s (" + name + ")")
                : Optional.empty();
    }

    private Duration length(long now) {
        return Duration.ofNanos(now - since).truncatedTo(MILLIS);
    }
}
