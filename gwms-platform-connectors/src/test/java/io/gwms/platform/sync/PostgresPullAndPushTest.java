package io.gwms.platform.sync;

import io.gwms.testkit.db.OnPostgres;

@OnPostgres
class PostgresPullAndPushTest extends PullAndPushRules {}
