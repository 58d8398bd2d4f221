package io.gwms.internal.task;

import io.gwms.internal.LastingFailure;
import io.gwms.redact.Redactor;
import io.gwms.time.GwmsClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What modules do now and then. A broken chore stops neither the others nor itself the next time. One thread at a time. */
public final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private record Chore(String name, Consumer<Instant> work) {}

    private final GwmsClock clock;
    private final SafeText words;
    private final LastingFailure outage;
    private final List<Chore> chores = new ArrayList<>();

    /** No chores yet. */
    public Housekeeping(GwmsClock clock, Redactor redactor) {
        this.clock = clock;
        this.words = new SafeText(redactor);
        this.outage = new LastingFailure(
                LOG, redactor, "Chores do not reach the database", "Chores reach the database again");
    }

    /** Adds a chore; before the engine starts. */
    public void add(String name, Consumer<Instant> work) {
        chores.add(new Chore(name, work));
    }

    synchronized void run() {
        boolean reached = true;
        for (Chore chore : chores) {
            try {
                chore.work.accept(clock.instant());
            } catch (Throwable e) {
                if (Ending.isOutage(e)) { // no fault of the chore
                    outage.failed(e);
                    reached = false;
                } else {
                    LOG.atError()
                            .setMessage("A chore failed; it is tried again the next time")
                            .addKeyValue("chore", chore.name)
                            .setCause(words.cause(e))
                            .log();
                }
            }
        }
        if (reached) {
            outage.over();
        }
    }

    /** That its chores do not reach the database. */
    LastingFailure outage() {
        return outage;
    }
}
