package io.gwms.audit.jdbc;

import io.gwms.testkit.db.OnMariaDb;

@OnMariaDb
class MariaDbProductSyncsTest extends JdbcProductSyncsContract {}
