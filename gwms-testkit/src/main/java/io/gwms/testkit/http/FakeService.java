package io.gwms.testkit.http;

import io.gwms.testkit.time.VirtualClock;
import java.time.Instant;

/**
 * What stands behind a {@link FakeHttpServer}: one remote system, played with its own rules.
 *
 * <p><b>Threads:</b> called from several threads at once; the service guards its own state.
 */
public interface FakeService {
    /**
     * Answers one request. An effect is on its {@link EffectJournal} before this returns, so that a reply seen by the
     * caller is never forgotten by a restart. An exception is answered as HTTP 500 with its message: it means a bug in
     * the fake.
     */
    FakeReply handle(FakeRequest request);

    /** What the fake holds now, as deterministic JSON, for comparing with what the other side believes. */
    String holdings();

    /** The virtual time this service lives by. */
    VirtualClock clock();

    /**
     * Virtual time is pushed to {@code now}; an earlier instant is ignored. A service with a journal overrides this to
     * write the push down first, so that time does not run backwards after a restart.
     */
    default void timeIs(Instant now) {
        clock().advanceTo(now);
    }

    /** Answers {@code POST /_control/script}: instructions in a form of the service's own. 404 unless overridden. */
    default FakeReply script(FakeRequest request) {
        return FakeReply.text(404, "this fake takes no script");
    }
}
