package io.gwms;

import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Forgets the results of commands once nobody repeats them any more; looks once an hour. One thread at a time. */
final class CommandRetention implements Consumer<Instant> {
    /** How long a key is kept unless the host says otherwise. */
    static final Duration DEFAULT = Duration.ofDays(7);

    private static final Duration EVERY = Duration.ofHours(1);

    private final StateRepository state;
    private final Supplier<Duration> retention;
    private @Nullable Instant last;

    CommandRetention(StateRepository state, Supplier<Duration> retention) {
        this.state = state;
        this.retention = retention;
    }

    @Override
    public void accept(Instant now) {
        if (last == null || !now.isBefore(last.plus(EVERY))) {
            state.commit(List.of(new Change.ForgetCommands(now.minus(retention.get()))));
            last = now;
        }
    }
}
