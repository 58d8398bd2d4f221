package io.gwms.task;

import io.gwms.testkit.db.OnPostgres;

@OnPostgres
class PostgresServerClockTest extends ServerClockContract {}
