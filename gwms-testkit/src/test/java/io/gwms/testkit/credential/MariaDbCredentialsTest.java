package io.gwms.testkit.credential;

import io.gwms.testkit.db.OnMariaDb;

@OnMariaDb
class MariaDbCredentialsTest extends JdbcCredentialsContract {}
