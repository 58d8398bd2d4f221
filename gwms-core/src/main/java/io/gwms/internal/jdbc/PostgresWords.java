package io.gwms.internal.jdbc;

/** PostgreSQL's. */
final class PostgresWords extends Words {
    /** An array is computed once, then the key is probed for each element: the planner has no other way. */
    @Override
    String chosen(String choice) {
        return "id = ANY (ARRAY(" + choice + " FOR UPDATE SKIP LOCKED))";
    }
}
