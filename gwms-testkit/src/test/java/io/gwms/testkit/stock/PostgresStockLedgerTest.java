package io.gwms.testkit.stock;

import io.gwms.testkit.db.OnPostgres;

@OnPostgres
class PostgresStockLedgerTest extends JdbcStockLedgerContract {}
