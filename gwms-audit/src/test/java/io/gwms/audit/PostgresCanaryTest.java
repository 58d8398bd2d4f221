package io.gwms.audit;

import io.gwms.testkit.db.OnPostgres;

@OnPostgres
class PostgresCanaryTest extends CanaryRules {}
