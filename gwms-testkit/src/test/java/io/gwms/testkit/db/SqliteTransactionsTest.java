package io.gwms.testkit.db;

@OnSqlite
class SqliteTransactionsTest extends TransactionsContract {}
