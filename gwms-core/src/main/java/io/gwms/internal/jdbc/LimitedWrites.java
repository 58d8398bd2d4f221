package io.gwms.internal.jdbc;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A database for writers that would rather try again than wait long for a lock; readers take the time they need. */
record LimitedWrites(Database database, Duration statement) implements Transactions {
    @Override
    public Dialect dialect() {
        return database.dialect();
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Tx, T> work) {
        return database.read(work);
    }

    @Override
    public <T extends @Nullable Object> T write(Function<Tx, T> work) {
        return database.write(tx -> {
            tx.limitStatements(statement);
            return work.apply(tx);
        });
    }
}
