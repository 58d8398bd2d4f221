package io.gwms.order;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a command is to be taken: whether a repetition is the same command, and which state of the order
 * it is meant for. Immutable; none of it unless set.
 */
@Incubating
public final class CommandOptions {
    private static final CommandOptions NONE = new CommandOptions(null, null);

    private final @Nullable String key;
    private final @Nullable Long version;

    private CommandOptions(@Nullable String key, @Nullable Long version) {
        this.key = key;
        this.version = version;
    }

    /** Neither key nor version. */
    public static CommandOptions none() {
        return NONE;
    }

    /**
     * The same with a key: a command that was accepted under it is not done again, but answered again;
     * another command under it is refused. A refused command leaves its key free.
     */
    public CommandOptions key(String key) {
        return new CommandOptions(Require.text(key, "key"), version);
    }

    /** The same for exactly that version of the order; any other is refused. */
    public CommandOptions expecting(long version) {
        return new CommandOptions(key, version);
    }

    /** The key, if set. */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /** The version it is meant for, if set. */
    public Optional<Long> expectedVersion() {
        return Optional.ofNullable(version);
    }
}
