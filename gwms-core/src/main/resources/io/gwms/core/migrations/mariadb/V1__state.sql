-- Orders, tasks and all that changes with them. Instants are milliseconds since 1970.
-- Each statement may run again, because MariaDB commits it at once. Text has a length where it is part of a key.

CREATE TABLE IF NOT EXISTS gwms_store (
    id varchar(100) NOT NULL PRIMARY KEY,
    name longtext NOT NULL,
    platform_type longtext NOT NULL,
    endpoint longtext NOT NULL,
    authorization_state longtext NOT NULL,
    enabled smallint NOT NULL,
    fetch_orders smallint NOT NULL,
    push_stock smallint NOT NULL,
    read_only smallint NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- The columns are for filters and sorting; the order itself is the document in «facts».
CREATE TABLE IF NOT EXISTS gwms_order (
    store varchar(100) NOT NULL,
    platform_order_id varchar(255) NOT NULL,
    version bigint NOT NULL,
    kind varchar(50) NOT NULL,
    number varchar(255) NOT NULL,
    platform_type longtext NOT NULL,
    source varchar(100) NOT NULL,
    status varchar(50) NOT NULL,
    ordered_at bigint NOT NULL,
    recipient_key varchar(200) NOT NULL,
    content_hash longtext NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    facts_schema integer NOT NULL,
    facts longtext NOT NULL,
    PRIMARY KEY (store, platform_order_id),
    KEY gwms_order_by_kind (kind, ordered_at DESC, store, platform_order_id),
    KEY gwms_order_by_status (kind, status, ordered_at DESC, store, platform_order_id),
    KEY gwms_order_by_store (store, kind, status, ordered_at DESC, platform_order_id),
    KEY gwms_order_by_source (source, kind, status, ordered_at DESC, store, platform_order_id),
    KEY gwms_order_by_number (number, store),
    KEY gwms_order_by_recipient (recipient_key, kind, ordered_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- The platform SKUs of orders that wait for dispatch.
CREATE TABLE IF NOT EXISTS gwms_order_sku (
    store varchar(100) NOT NULL,
    platform_sku varchar(255) NOT NULL,
    platform_order_id varchar(255) NOT NULL,
    PRIMARY KEY (store, platform_sku, platform_order_id),
    KEY gwms_order_sku_by_order (store, platform_order_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_order_tracking (
    tracking_key varchar(255) NOT NULL,
    store varchar(100) NOT NULL,
    platform_order_id varchar(255) NOT NULL,
    PRIMARY KEY (tracking_key, store, platform_order_id),
    KEY gwms_order_tracking_by_order (store, platform_order_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_order_journal (
    seq bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    store varchar(100) NOT NULL,
    platform_order_id varchar(255) NOT NULL,
    version bigint NOT NULL,
    at bigint NOT NULL,
    what longtext NOT NULL,
    from_status longtext NOT NULL,
    to_status longtext NOT NULL,
    detail longtext NOT NULL,
    rule_row longtext NOT NULL,
    rules integer NOT NULL,
    actor longtext NOT NULL,
    KEY gwms_order_journal_by_order (store, platform_order_id, seq)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_outbound (
    id varchar(255) NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    store varchar(100) NOT NULL,
    platform_order_id varchar(255) NOT NULL,
    warehouse varchar(100) NOT NULL,
    channel longtext NOT NULL,
    state varchar(50) NOT NULL,
    third_party_no longtext NOT NULL,
    remote_status longtext NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    document_schema integer NOT NULL,
    document longtext NOT NULL,
    KEY gwms_outbound_by_order (store, platform_order_id),
    KEY gwms_outbound_open (warehouse, state, created_at, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What the warehouse charges for an outbound order; amounts are texts, so that their digits are exact.
CREATE TABLE IF NOT EXISTS gwms_outbound_charge (
    outbound varchar(255) NOT NULL,
    position integer NOT NULL,
    kind longtext NOT NULL,
    amount longtext NOT NULL,
    currency longtext NOT NULL,
    PRIMARY KEY (outbound, position)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_outbound_label (
    outbound varchar(255) NOT NULL,
    position integer NOT NULL,
    file_name longtext NOT NULL,
    content longblob NOT NULL,
    PRIMARY KEY (outbound, position)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_inbound (
    id varchar(255) NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    warehouse varchar(100) NOT NULL,
    state varchar(50) NOT NULL,
    third_party_no varchar(255) NOT NULL,
    remote_status longtext NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    document_schema integer NOT NULL,
    document longtext NOT NULL,
    KEY gwms_inbound_by_number (warehouse, third_party_no),
    KEY gwms_inbound_open (warehouse, state, created_at, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- There are no partial indexes: «waiting_lane» and «live_key» are null where a row does not count.
CREATE TABLE IF NOT EXISTS gwms_task (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    type varchar(100) NOT NULL,
    effect_key varchar(500) NOT NULL,
    lane varchar(600) NOT NULL,
    status varchar(50) NOT NULL,
    waiting_lane varchar(600) AS (CASE WHEN status IN ('PENDING', 'WAITING') AND owner IS NULL THEN lane END) STORED,
    live_key varchar(500) AS (CASE WHEN status IN ('PENDING', 'WAITING', 'MANUAL') THEN effect_key END)
        STORED,
    business_type longtext NOT NULL,
    business_no varchar(255) NOT NULL,
    third_party_no longtext NOT NULL,
    warehouse varchar(100),
    proxy_warehouse longtext,
    proxy_system longtext,
    request_id longtext NOT NULL,
    created_at bigint NOT NULL,
    last_executed_at bigint,
    due_at bigint NOT NULL,
    finished_at bigint,
    attempts integer NOT NULL,
    failures integer NOT NULL,
    crashes integer NOT NULL,
    rounds integer NOT NULL,
    summary longtext NOT NULL,
    error longtext NOT NULL,
    manual_reason longtext,
    rerun_requested smallint NOT NULL,
    payload longtext NOT NULL,
    checkpoint_text longtext NOT NULL,
    run_token bigint NOT NULL,
    -- The last round that is known to have begun; kept of tasks with crashes alone.
    begun_round integer,
    -- The node that runs it. A task runs while it has one; its status stays what it was.
    owner bigint,
    -- Why the round ran in which it succeeded; the rest of that round is told by the other columns.
    end_cause longtext,
    KEY gwms_task_due (waiting_lane, due_at, id),
    KEY gwms_task_running (owner),
    KEY gwms_task_open (status, lane, due_at, id),
    UNIQUE KEY gwms_task_live (type, live_key)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What a task is found by: its business number and its warehouse. Not indexes of the task, which PostgreSQL would write
-- anew whenever the status changes.
CREATE TABLE IF NOT EXISTS gwms_task_subject (
    subject varchar(300) NOT NULL,
    task bigint NOT NULL,
    PRIMARY KEY (subject, task)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_task_attempt (
    seq bigint NOT NULL AUTO_INCREMENT,
    task bigint NOT NULL,
    round integer NOT NULL,
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    cause longtext NOT NULL,
    outcome varchar(100) NOT NULL,
    result_text longtext NOT NULL,
    PRIMARY KEY (task, seq),
    UNIQUE KEY gwms_task_attempt_seq (seq),
    KEY gwms_task_attempt_failed (outcome, ended_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- How many rounds ended how, by quarter of an hour since 1970; appended to, a sum counts.
CREATE TABLE IF NOT EXISTS gwms_task_tally (
    quarter bigint NOT NULL,
    type longtext NOT NULL,
    business_type longtext NOT NULL,
    warehouse longtext,
    outcome longtext NOT NULL,
    rounds bigint NOT NULL,
    KEY gwms_task_tally_by_quarter (quarter)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Pauses and limits. The last two columns count for max_per_minute.
CREATE TABLE IF NOT EXISTS gwms_task_control (
    scope varchar(600) NOT NULL PRIMARY KEY,
    type longtext,
    proxy_system longtext,
    warehouse longtext,
    paused_because longtext,
    max_running integer,
    max_per_minute integer,
    since bigint NOT NULL,
    counted_minute bigint NOT NULL,
    counted integer NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- The life of each node: a lease that it renews. One that was swept is dead for good.
CREATE TABLE IF NOT EXISTS gwms_node (
    incarnation bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    node longtext NOT NULL,
    lease_until bigint NOT NULL,
    swept smallint NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_sku_mapping (
    store varchar(100) NOT NULL,
    platform_sku varchar(255) NOT NULL,
    goods_schema integer NOT NULL,
    goods longtext NOT NULL,
    changed_at bigint NOT NULL,
    PRIMARY KEY (store, platform_sku)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_sku_mapping_change (
    seq bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    store varchar(100) NOT NULL,
    platform_sku varchar(255) NOT NULL,
    goods_schema integer NOT NULL,
    goods_before longtext NOT NULL,
    goods_after longtext NOT NULL,
    at bigint NOT NULL,
    actor longtext NOT NULL,
    KEY gwms_sku_mapping_change_by_sku (store, platform_sku, seq)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Proven stretches of time; what counts is their union.
CREATE TABLE IF NOT EXISTS gwms_coverage (
    store varchar(100) NOT NULL,
    kind varchar(50) NOT NULL,
    from_at bigint NOT NULL,
    to_at bigint NOT NULL,
    PRIMARY KEY (store, kind, from_at, to_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What runs of the latest orders set out to cover, and as of when open orders were last asked for again.
CREATE TABLE IF NOT EXISTS gwms_order_stream (
    store varchar(100) NOT NULL,
    kind varchar(50) NOT NULL,
    wanted_from bigint NOT NULL,
    wanted_to bigint NOT NULL,
    swept_at bigint,
    PRIMARY KEY (store, kind)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_quarantine (
    store varchar(100) NOT NULL,
    platform_order_id varchar(255) NOT NULL,
    kind varchar(50) NOT NULL,
    number longtext NOT NULL,
    family varchar(50) NOT NULL,
    code longtext NOT NULL,
    reason longtext NOT NULL,
    raw longtext NOT NULL,
    first_seen_at bigint NOT NULL,
    last_seen_at bigint NOT NULL,
    attempts integer NOT NULL,
    found_from bigint,
    found_to bigint,
    PRIMARY KEY (store, platform_order_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_command (
    command_key varchar(500) NOT NULL PRIMARY KEY,
    content_hash longtext NOT NULL,
    result longtext NOT NULL,
    at bigint NOT NULL,
    KEY gwms_command_by_age (at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
