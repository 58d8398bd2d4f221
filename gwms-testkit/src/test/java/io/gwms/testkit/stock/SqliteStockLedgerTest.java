package io.gwms.testkit.stock;

import io.gwms.testkit.db.OnSqlite;

@OnSqlite
class SqliteStockLedgerTest extends JdbcStockLedgerContract {}
