package io.gwms.order;

import io.gwms.internal.Require;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a command is to be taken: whether a repetition is the same command, and which state of the order
 * it is meant for, and who gives it. Immutable.
 */
public final class CommandOptions {
    private static final int LONGEST_KEY = 200;
    private static final CommandOptions NONE = new CommandOptions(null, null, JournalEntry.OPERATOR);

    private final @Nullable String key;
    private final @Nullable Long version;
    private final String actor;

    private CommandOptions(@Nullable String key, @Nullable Long version, String actor) {
        this.key = key;
        this.version = version;
        this.actor = actor;
    }

    /** Neither key nor version, by {@link JournalEntry#OPERATOR}. */
    public static CommandOptions none() {
        return NONE;
    }

    /**
     * The same with a key: a command that was accepted under it is not done again, but answered again;
     * another command under it is refused. A refused command leaves its key free. A key is kept for 7 days
     * unless the runtime was told otherwise.
     *
     * @param key at most 200 characters
     */
    public CommandOptions key(String key) {
        int length = Require.text(key, "key").length();
        Require.that(length <= LONGEST_KEY, "length of a key", length, "at most " + LONGEST_KEY);
        return new CommandOptions(key, version, actor);
    }

    /** The same under the key that an order of a batch has. */
    CommandOptions keyOf(OrderId order) {
        return key == null ? this : new CommandOptions(key + ":" + order, version, actor);
    }

    /** The same for exactly that version of the order; any other is refused. */
    public CommandOptions expecting(long version) {
        return new CommandOptions(key, version, actor);
    }

    /** The same by that person, as the journal is to show it. */
    public CommandOptions by(String actor) {
        return new CommandOptions(key, version, Require.text(actor, "actor"));
    }

    /** Who gives the command; {@link JournalEntry#OPERATOR} unless set. */
    public String actor() {
        return actor;
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
