package io.gwms.task;

import io.gwms.testkit.db.OnMariaDb;

@OnMariaDb
class MariaDbServerClockTest extends ServerClockContract {}
