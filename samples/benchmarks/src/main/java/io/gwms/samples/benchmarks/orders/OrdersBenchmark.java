package io.gwms.samples.benchmarks.orders;

import io.gwms.testkit.db.TestDatabase;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Stores orders in batches beside a bare JDBC batch of the same columns, and asks for pages of a short and of a long list;
 * on SQLite and on PostgreSQL, both with full sync.
 */
public final class OrdersBenchmark {
    private static final Map<String, Supplier<TestDatabase>> DATABASES = new LinkedHashMap<>();

    static {
        DATABASES.put("sqlite", TestDatabase::sqlite);
        DATABASES.put("postgresql", TestDatabase::postgres);
    }

    private OrdersBenchmark() {}

    /** Runs it; quick stores fewer orders, and its long list is not a million. */
    public static void run(boolean quick, PrintStream out) throws Exception {
        StringBuilder stored = new StringBuilder();
        StringBuilder listed = new StringBuilder();
        for (Map.Entry<String, Supplier<TestDatabase>> database : DATABASES.entrySet()) {
            Stored one = Stored.run(database.getKey(), database.getValue(), quick, out);
            stored.append(String.format(Locale.ROOT, " %s %.2f", database.getKey(), one.ratio()));
        }
        for (Map.Entry<String, Supplier<TestDatabase>> database : DATABASES.entrySet()) {
            double ratio = Listed.run(database.getKey(), database.getValue(), quick, out);
            listed.append(String.format(Locale.ROOT, " %s %.2f", database.getKey(), ratio));
        }
        out.println("orders ratio" + stored + " (rate of new orders / rate of the bare batch) p95" + listed
                + " (long list / short list)");
    }
}
