package io.gwms.testkit.db;

@OnPostgres
class PostgresTransactionsTest extends TransactionsContract {}
