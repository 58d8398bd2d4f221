-- Orders, tasks and all that changes with them. Instants are milliseconds since 1970.

CREATE TABLE gwms_store (
    id text NOT NULL PRIMARY KEY,
    name text NOT NULL,
    platform_type text NOT NULL,
    endpoint text NOT NULL,
    authorization_state text NOT NULL,
    enabled smallint NOT NULL,
    fetch_orders smallint NOT NULL,
    push_stock smallint NOT NULL,
    read_only smallint NOT NULL
);

-- The columns are for filters and sorting; the order itself is the document in «facts».
CREATE TABLE gwms_order (
    store text NOT NULL,
    platform_order_id text NOT NULL,
    version bigint NOT NULL,
    kind text NOT NULL,
    number text NOT NULL,
    platform_type text NOT NULL,
    source text NOT NULL,
    status text NOT NULL,
    ordered_at bigint NOT NULL,
    recipient_key text NOT NULL,
    content_hash text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    facts_schema integer NOT NULL,
    facts text NOT NULL,
    PRIMARY KEY (store, platform_order_id)
);
-- Each is in the list's order behind the columns that are equal. A kind and a status have few values, so that a filter
-- that leaves them open reads a stretch of each; with one of those columns less in front, a rare value would be looked
-- for in all orders.
CREATE INDEX gwms_order_by_kind ON gwms_order (kind, ordered_at DESC, store, platform_order_id);
CREATE INDEX gwms_order_by_status ON gwms_order (kind, status, ordered_at DESC, store, platform_order_id);
CREATE INDEX gwms_order_by_store ON gwms_order (store, kind, status, ordered_at DESC, platform_order_id);
CREATE INDEX gwms_order_by_source ON gwms_order (source, kind, status, ordered_at DESC, store, platform_order_id);
CREATE INDEX gwms_order_by_number ON gwms_order (number, store);
-- Of a name that many have, the newest are found without looking at the orders.
CREATE INDEX gwms_order_by_recipient ON gwms_order (recipient_key, kind, ordered_at, store, platform_order_id);

-- The platform SKUs of orders that wait for dispatch. Those of one order stand together, so that a commit of new orders
-- touches few pages; who waits for a SKU is found by walking the waiting orders of its store.
CREATE TABLE gwms_order_sku (
    store text NOT NULL,
    platform_order_id text NOT NULL,
    platform_sku text NOT NULL,
    PRIMARY KEY (store, platform_order_id, platform_sku)
) WITHOUT ROWID;

CREATE TABLE gwms_order_tracking (
    tracking_key text NOT NULL,
    store text NOT NULL,
    platform_order_id text NOT NULL,
    PRIMARY KEY (tracking_key, store, platform_order_id)
) WITHOUT ROWID;
CREATE INDEX gwms_order_tracking_by_order ON gwms_order_tracking (store, platform_order_id);

CREATE TABLE gwms_order_journal (
    seq integer PRIMARY KEY AUTOINCREMENT,
    store text NOT NULL,
    platform_order_id text NOT NULL,
    version bigint NOT NULL,
    at bigint NOT NULL,
    what text NOT NULL,
    from_status text NOT NULL,
    to_status text NOT NULL,
    detail text NOT NULL,
    rule_row text NOT NULL,
    rules integer NOT NULL,
    actor text NOT NULL
);
CREATE INDEX gwms_order_journal_by_order ON gwms_order_journal (store, platform_order_id, seq);

CREATE TABLE gwms_outbound (
    id text NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    store text NOT NULL,
    platform_order_id text NOT NULL,
    warehouse text NOT NULL,
    channel text NOT NULL,
    state text NOT NULL,
    third_party_no text NOT NULL,
    remote_status text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    document_schema integer NOT NULL,
    document text NOT NULL
);
CREATE INDEX gwms_outbound_by_order ON gwms_outbound (store, platform_order_id);
CREATE INDEX gwms_outbound_open ON gwms_outbound (warehouse, created_at, id)
    WHERE state IN ('CREATED', 'ACCEPTED', 'PARTLY_SHIPPED');

-- What the warehouse charges for an outbound order; amounts are texts, so that their digits are exact.
CREATE TABLE gwms_outbound_charge (
    outbound text NOT NULL,
    position integer NOT NULL,
    kind text NOT NULL,
    amount text NOT NULL,
    currency text NOT NULL,
    PRIMARY KEY (outbound, position)
);

CREATE TABLE gwms_outbound_label (
    outbound text NOT NULL,
    position integer NOT NULL,
    file_name text NOT NULL,
    content blob NOT NULL,
    PRIMARY KEY (outbound, position)
);

CREATE TABLE gwms_inbound (
    id text NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    warehouse text NOT NULL,
    state text NOT NULL,
    third_party_no text NOT NULL,
    remote_status text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    document_schema integer NOT NULL,
    document text NOT NULL
);
CREATE INDEX gwms_inbound_by_number ON gwms_inbound (warehouse, third_party_no) WHERE third_party_no <> '';
CREATE INDEX gwms_inbound_open ON gwms_inbound (warehouse, created_at, id) WHERE state IN ('CREATED', 'ACCEPTED');

CREATE TABLE gwms_task (
    id integer PRIMARY KEY AUTOINCREMENT,
    type text NOT NULL,
    effect_key text NOT NULL,
    lane text NOT NULL,
    status text NOT NULL,
    business_type text NOT NULL,
    business_no text NOT NULL,
    third_party_no text NOT NULL,
    warehouse text,
    proxy_warehouse text,
    proxy_system text,
    request_id text NOT NULL,
    created_at bigint NOT NULL,
    last_executed_at bigint,
    due_at bigint NOT NULL,
    finished_at bigint,
    attempts integer NOT NULL,
    failures integer NOT NULL,
    crashes integer NOT NULL,
    rounds integer NOT NULL,
    summary text NOT NULL,
    error text NOT NULL,
    manual_reason text,
    rerun_requested smallint NOT NULL,
    payload text NOT NULL,
    checkpoint_text text NOT NULL,
    run_token bigint NOT NULL,
    -- The last round that is known to have begun; kept of tasks with crashes alone.
    begun_round integer,
    -- The node that runs it. A task runs while it has one; its status stays what it was.
    owner bigint,
    -- Why the round ran in which it succeeded; the rest of that round is told by the other columns.
    end_cause text
);
-- The claim: what waits for its time, lane by lane, in the order it is due.
CREATE INDEX gwms_task_due ON gwms_task (lane, due_at, id) WHERE status IN ('PENDING', 'WAITING') AND owner IS NULL;
-- Those that run.
CREATE INDEX gwms_task_running ON gwms_task (owner) WHERE owner IS NOT NULL;
-- Everything but the many that went well: lists and counts.
CREATE INDEX gwms_task_open ON gwms_task (status, lane, due_at, id) WHERE status <> 'SUCCESS';
-- One live task per effect.
CREATE UNIQUE INDEX gwms_task_live ON gwms_task (type, effect_key)
    WHERE status IN ('PENDING', 'WAITING', 'MANUAL');

-- What a task is found by: its business number and its warehouse. Not indexes of the task, which PostgreSQL would write
-- anew whenever the status changes.
CREATE TABLE gwms_task_subject (
    subject text NOT NULL,
    task bigint NOT NULL,
    PRIMARY KEY (subject, task)
) WITHOUT ROWID;

CREATE TABLE gwms_task_attempt (
    seq integer PRIMARY KEY,
    task bigint NOT NULL,
    round integer NOT NULL,
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    cause text NOT NULL,
    outcome text NOT NULL,
    result_text text NOT NULL
);
CREATE INDEX gwms_task_attempt_by_task ON gwms_task_attempt (task, seq);
-- Of rounds that went wrong; the many others pay nothing for it.
CREATE INDEX gwms_task_attempt_failed ON gwms_task_attempt (ended_at) WHERE outcome IN ('FAILED', 'CRASHED');

-- How many rounds ended how, by quarter of an hour since 1970; appended to, a sum counts.
CREATE TABLE gwms_task_tally (
    quarter bigint NOT NULL,
    type text NOT NULL,
    business_type text NOT NULL,
    warehouse text,
    outcome text NOT NULL,
    rounds bigint NOT NULL
);
CREATE INDEX gwms_task_tally_by_quarter ON gwms_task_tally (quarter);

-- Pauses and limits. The last two columns count for max_per_minute.
CREATE TABLE gwms_task_control (
    scope text NOT NULL PRIMARY KEY,
    type text,
    proxy_system text,
    warehouse text,
    paused_because text,
    max_running integer,
    max_per_minute integer,
    since bigint NOT NULL,
    counted_minute bigint NOT NULL,
    counted integer NOT NULL
);

-- The life of each node: a lease that it renews. One that was swept is dead for good.
CREATE TABLE gwms_node (
    incarnation integer PRIMARY KEY AUTOINCREMENT,
    node text NOT NULL,
    lease_until bigint NOT NULL,
    swept smallint NOT NULL
);

CREATE TABLE gwms_sku_mapping (
    store text NOT NULL,
    platform_sku text NOT NULL,
    goods_schema integer NOT NULL,
    goods text NOT NULL,
    changed_at bigint NOT NULL,
    PRIMARY KEY (store, platform_sku)
);

CREATE TABLE gwms_sku_mapping_change (
    seq integer PRIMARY KEY AUTOINCREMENT,
    store text NOT NULL,
    platform_sku text NOT NULL,
    goods_schema integer NOT NULL,
    goods_before text NOT NULL,
    goods_after text NOT NULL,
    at bigint NOT NULL,
    actor text NOT NULL
);
CREATE INDEX gwms_sku_mapping_change_by_sku ON gwms_sku_mapping_change (store, platform_sku, seq);

-- Proven stretches of time; what counts is their union.
CREATE TABLE gwms_coverage (
    store text NOT NULL,
    kind text NOT NULL,
    from_at bigint NOT NULL,
    to_at bigint NOT NULL,
    PRIMARY KEY (store, kind, from_at, to_at)
);

-- What runs of the latest orders set out to cover, and as of when open orders were last asked for again.
CREATE TABLE gwms_order_stream (
    store text NOT NULL,
    kind text NOT NULL,
    wanted_from bigint NOT NULL,
    wanted_to bigint NOT NULL,
    swept_at bigint,
    PRIMARY KEY (store, kind)
);

CREATE TABLE gwms_quarantine (
    store text NOT NULL,
    platform_order_id text NOT NULL,
    kind text NOT NULL,
    number text NOT NULL,
    family text NOT NULL,
    code text NOT NULL,
    reason text NOT NULL,
    raw text NOT NULL,
    first_seen_at bigint NOT NULL,
    last_seen_at bigint NOT NULL,
    attempts integer NOT NULL,
    found_from bigint,
    found_to bigint,
    PRIMARY KEY (store, platform_order_id)
);

CREATE TABLE gwms_command (
    command_key text NOT NULL PRIMARY KEY,
    content_hash text NOT NULL,
    result text NOT NULL,
    at bigint NOT NULL
);
CREATE INDEX gwms_command_by_age ON gwms_command (at);
