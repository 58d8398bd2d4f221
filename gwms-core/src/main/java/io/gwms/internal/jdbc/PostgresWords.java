package io.gwms.internal.jdbc;

/** PostgreSQL's. */
final class PostgresWords extends Words {
    @Override
    public String forShare() {
        return " FOR SHARE";
    }

    @Override
    public String forUpdate() {
        return " FOR UPDATE";
    }

    /** An array is computed once, then the key is probed for each element: the planner has no other way. */
    @Override
    String chosen(String choice) {
        return "id = ANY (ARRAY(" + choice + " FOR UPDATE SKIP LOCKED))";
    }
}
