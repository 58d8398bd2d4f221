package io.gwms.audit.jdbc;

import io.gwms.testkit.db.OnPostgres;

@OnPostgres
class PostgresProductSyncsTest extends JdbcProductSyncsContract {}
