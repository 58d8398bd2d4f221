-- Orders, tasks and all that changes with them. Instants are milliseconds since 1970.

CREATE TABLE gwms_store (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    platform_type text COLLATE "C" NOT NULL,
    endpoint text COLLATE "C" NOT NULL,
    authorization_state text COLLATE "C" NOT NULL,
    enabled smallint NOT NULL,
    fetch_orders smallint NOT NULL,
    push_stock smallint NOT NULL,
    read_only smallint NOT NULL
);

-- The columns are for filters and sorting; the order itself is the document in «facts».
CREATE TABLE gwms_order (
    store text COLLATE "C" NOT NULL,
    platform_order_id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    number text COLLATE "C" NOT NULL,
    platform_type text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    ordered_at bigint NOT NULL,
    recipient_key text COLLATE "C" NOT NULL,
    content_hash text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    facts_schema integer NOT NULL,
    facts text COLLATE "C" NOT NULL,
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

-- The platform SKUs of orders that wait for dispatch.
CREATE TABLE gwms_order_sku (
    store text COLLATE "C" NOT NULL,
    platform_sku text COLLATE "C" NOT NULL,
    platform_order_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (store, platform_sku, platform_order_id)
);
CREATE INDEX gwms_order_sku_by_order ON gwms_order_sku (store, platform_order_id);

CREATE TABLE gwms_order_tracking (
    tracking_key text COLLATE "C" NOT NULL,
    store text COLLATE "C" NOT NULL,
    platform_order_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (tracking_key, store, platform_order_id)
);
CREATE INDEX gwms_order_tracking_by_order ON gwms_order_tracking (store, platform_order_id);

CREATE TABLE gwms_order_journal (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    store text COLLATE "C" NOT NULL,
    platform_order_id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    at bigint NOT NULL,
    what text COLLATE "C" NOT NULL,
    from_status text COLLATE "C" NOT NULL,
    to_status text COLLATE "C" NOT NULL,
    detail text COLLATE "C" NOT NULL,
    rule_row text COLLATE "C" NOT NULL,
    rules integer NOT NULL,
    actor text COLLATE "C" NOT NULL
);
CREATE INDEX gwms_order_journal_by_order ON gwms_order_journal (store, platform_order_id, seq);

CREATE TABLE gwms_outbound (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    store text COLLATE "C" NOT NULL,
    platform_order_id text COLLATE "C" NOT NULL,
    warehouse text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    third_party_no text COLLATE "C" NOT NULL,
    remote_status text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    document_schema integer NOT NULL,
    document text COLLATE "C" NOT NULL
);
CREATE INDEX gwms_outbound_by_order ON gwms_outbound (store, platform_order_id);
CREATE INDEX gwms_outbound_open ON gwms_outbound (warehouse, created_at, id)
    WHERE state IN ('CREATED', 'ACCEPTED', 'PARTLY_SHIPPED');

-- What the warehouse charges for an outbound order; amounts are texts, so that their digits are exact.
CREATE TABLE gwms_outbound_charge (
    outbound text COLLATE "C" NOT NULL,
    position integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    amount text COLLATE "C" NOT NULL,
    currency text COLLATE "C" NOT NULL,
    PRIMARY KEY (outbound, position)
);

CREATE TABLE gwms_outbound_label (
    outbound text NOT NULL,
    position integer NOT NULL,
    file_name text NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (outbound, position)
);

CREATE TABLE gwms_inbound (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    warehouse text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    third_party_no text COLLATE "C" NOT NULL,
    remote_status text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    document_schema integer NOT NULL,
    document text COLLATE "C" NOT NULL
);
CREATE INDEX gwms_inbound_by_number ON gwms_inbound (warehouse, third_party_no) WHERE third_party_no <> '';
CREATE INDEX gwms_inbound_open ON gwms_inbound (warehouse, created_at, id) WHERE state IN ('CREATED', 'ACCEPTED');

CREATE TABLE gwms_task (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    type text COLLATE "C" NOT NULL,
    effect_key text COLLATE "C" NOT NULL,
    lane text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    business_type text COLLATE "C" NOT NULL,
    business_no text COLLATE "C" NOT NULL,
    third_party_no text COLLATE "C" NOT NULL,
    warehouse text COLLATE "C",
    proxy_warehouse text COLLATE "C",
    proxy_system text COLLATE "C",
    request_id text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    last_executed_at bigint,
    due_at bigint NOT NULL,
    -- The 16 seconds that due_at lies in.
    due_span bigint GENERATED ALWAYS AS (due_at >> 14) STORED,
    finished_at bigint,
    attempts integer NOT NULL,
    failures integer NOT NULL,
    crashes integer NOT NULL,
    rounds integer NOT NULL,
    summary text COLLATE "C" NOT NULL,
    error text COLLATE "C" NOT NULL,
    manual_reason text COLLATE "C",
    rerun_requested smallint NOT NULL,
    payload text COLLATE "C" NOT NULL,
    checkpoint_text text COLLATE "C" NOT NULL,
    run_token bigint NOT NULL,
    -- The last round that is known to have begun; kept of tasks with crashes alone.
    begun_round integer,
    -- The claim it runs under, once its row was written since; until then its claim alone names it (gwms_task_claim).
    owner bigint,
    -- Why the round ran in which it succeeded; the rest of that round is told by the other columns.
    end_cause text COLLATE "C"
) WITH (fillfactor = 45, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_scale_factor = 0,
        autovacuum_vacuum_insert_threshold = 20000, autovacuum_vacuum_insert_scale_factor = 0,
        autovacuum_analyze_scale_factor = 0.05, vacuum_index_cleanup = on);
-- A vacuum comes after so many changed rows, however many are finished, and cleans the indexes too, which it would leave
-- to later where few pages of a large table changed: what lives is few rows, and a count of it reads the index alone only
-- where all of a page has been cleaned.
-- An end finds room for the new version beside the old one, hence pages that are filled by less than half.

-- The claim: what waits for its time, lane by lane, in the order it is due. Those that run stay in it.
CREATE INDEX gwms_task_due ON gwms_task (lane, due_at, id) WHERE status IN ('PENDING', 'WAITING');
-- Everything but the many that went well: lists and counts. Those due in the same 16 seconds share an entry, which makes
-- a count two to three times as fast as one of entries each with a time of its own.
CREATE INDEX gwms_task_open ON gwms_task (status, lane, due_span) WHERE status <> 'SUCCESS';
-- One live task per effect.
CREATE UNIQUE INDEX gwms_task_live ON gwms_task (type, effect_key)
    WHERE status IN ('PENDING', 'WAITING', 'MANUAL');
-- A claim: the tasks that a node took of a lane, with the run token that each had. One runs while a claim names it with
-- the token it still has, or its row names the claim. Thus a claim writes to no task, and an end, which gives its task a new
-- token, writes to no claim. A claim that has ended altogether is deleted with a later one.
CREATE TABLE gwms_task_claim (
    no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner bigint NOT NULL,
    lane text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    -- The last of its tasks in the order of gwms_task_due; those that run still have the due time they were claimed by.
    due_at bigint NOT NULL,
    task bigint NOT NULL,
    ids bigint[] NOT NULL,
    tokens bigint[] NOT NULL
) WITH (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0,
        autovacuum_vacuum_insert_threshold = -1,
        toast.autovacuum_vacuum_threshold = 5000, toast.autovacuum_vacuum_scale_factor = 0);
-- They are read often and live for a moment, so that packing them would cost more than it saves.
ALTER TABLE gwms_task_claim ALTER COLUMN ids SET STORAGE EXTERNAL, ALTER COLUMN tokens SET STORAGE EXTERNAL;
CREATE INDEX gwms_task_claim_by_lane ON gwms_task_claim (lane, due_at, task);

CREATE VIEW gwms_task_claimed AS
    SELECT claim.no, claim.owner, claim.lane, claim.at, claim.due_at, claim.task, entry.id, entry.token
      FROM gwms_task_claim AS claim CROSS JOIN LATERAL unnest(claim.ids, claim.tokens) AS entry (id, token);

-- The tasks that run, as they are; found by their claims.
CREATE VIEW gwms_task_running AS
    SELECT task.id, task.type, task.effect_key, task.lane, task.status, task.business_type, task.business_no,
           task.third_party_no, task.warehouse, task.proxy_warehouse, task.proxy_system, task.request_id,
           task.created_at,
           CASE WHEN task.owner IS NULL THEN claimed.at ELSE task.last_executed_at END AS last_executed_at,
           task.due_at, task.finished_at, task.attempts, task.failures, task.crashes,
           task.rounds + CASE WHEN task.owner IS NULL THEN 1 ELSE 0 END AS rounds, task.summary, task.error,
           task.manual_reason, task.rerun_requested, task.payload, task.checkpoint_text,
           task.run_token + CASE WHEN task.owner IS NULL THEN 1 ELSE 0 END AS run_token, claimed.owner,
           claimed.no AS claim
      FROM gwms_task_claimed AS claimed
      JOIN gwms_task AS task ON task.id = claimed.id
       AND (task.owner = claimed.no OR task.owner IS NULL AND task.run_token = claimed.token);

-- All tasks, as they are.
CREATE VIEW gwms_task_now AS
    SELECT task.id, task.type, task.effect_key, task.lane, task.status, task.business_type, task.business_no,
           task.third_party_no, task.warehouse, task.proxy_warehouse, task.proxy_system, task.request_id,
           task.created_at,
           CASE WHEN task.owner IS NULL AND claimed.no IS NOT NULL THEN claimed.at ELSE task.last_executed_at END AS last_executed_at,
           task.due_at, task.finished_at, task.attempts, task.failures, task.crashes,
           task.rounds + CASE WHEN task.owner IS NULL AND claimed.no IS NOT NULL THEN 1 ELSE 0 END AS rounds,
           task.summary, task.error, task.manual_reason, task.rerun_requested, task.payload, task.checkpoint_text,
           task.run_token + CASE WHEN task.owner IS NULL AND claimed.no IS NOT NULL THEN 1 ELSE 0 END AS run_token,
           claimed.owner
      FROM gwms_task AS task
      LEFT JOIN gwms_task_claimed AS claimed
        ON claimed.id = task.id
       AND (task.owner = claimed.no OR task.owner IS NULL AND task.run_token = claimed.token);

-- What a task is found by: its business number and its warehouse. Not indexes of the task, which PostgreSQL would write
-- anew whenever the status changes.
CREATE TABLE gwms_task_subject (
    subject text COLLATE "C" NOT NULL,
    task bigint NOT NULL,
    PRIMARY KEY (subject, task)
);

CREATE TABLE gwms_task_attempt (
    seq bigint GENERATED ALWAYS AS IDENTITY,
    task bigint NOT NULL,
    round integer NOT NULL,
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    cause text COLLATE "C" NOT NULL,
    outcome text COLLATE "C" NOT NULL,
    result_text text COLLATE "C" NOT NULL,
    PRIMARY KEY (task, seq)
);
-- Of rounds that went wrong; the many others pay nothing for it.
CREATE INDEX gwms_task_attempt_failed ON gwms_task_attempt (ended_at) WHERE outcome IN ('FAILED', 'CRASHED');

-- How many rounds ended how, by quarter of an hour since 1970; appended to, a sum counts.
CREATE TABLE gwms_task_tally (
    quarter bigint NOT NULL,
    type text COLLATE "C" NOT NULL,
    business_type text COLLATE "C" NOT NULL,
    warehouse text COLLATE "C",
    outcome text COLLATE "C" NOT NULL,
    rounds bigint NOT NULL
);
CREATE INDEX gwms_task_tally_by_quarter ON gwms_task_tally (quarter);

-- Pauses and limits. The last two columns count for max_per_minute.
CREATE TABLE gwms_task_control (
    scope text COLLATE "C" NOT NULL PRIMARY KEY,
    type text COLLATE "C",
    proxy_system text COLLATE "C",
    warehouse text COLLATE "C",
    paused_because text COLLATE "C",
    max_running integer,
    max_per_minute integer,
    since bigint NOT NULL,
    counted_minute bigint NOT NULL,
    counted integer NOT NULL
);

-- The life of each node: a lease that it renews. One that was swept is dead for good.
CREATE TABLE gwms_node (
    incarnation bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    node text COLLATE "C" NOT NULL,
    lease_until bigint NOT NULL,
    swept smallint NOT NULL
);

CREATE TABLE gwms_sku_mapping (
    store text COLLATE "C" NOT NULL,
    platform_sku text COLLATE "C" NOT NULL,
    goods_schema integer NOT NULL,
    goods text COLLATE "C" NOT NULL,
    changed_at bigint NOT NULL,
    PRIMARY KEY (store, platform_sku)
);

CREATE TABLE gwms_sku_mapping_change (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    store text COLLATE "C" NOT NULL,
    platform_sku text COLLATE "C" NOT NULL,
    goods_schema integer NOT NULL,
    goods_before text COLLATE "C" NOT NULL,
    goods_after text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    actor text COLLATE "C" NOT NULL
);
CREATE INDEX gwms_sku_mapping_change_by_sku ON gwms_sku_mapping_change (store, platform_sku, seq);

-- Proven stretches of time; what counts is their union.
CREATE TABLE gwms_coverage (
    store text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    from_at bigint NOT NULL,
    to_at bigint NOT NULL,
    PRIMARY KEY (store, kind, from_at, to_at)
);

-- What runs of the latest orders set out to cover, and as of when open orders were last asked for again.
CREATE TABLE gwms_order_stream (
    store text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    wanted_from bigint NOT NULL,
    wanted_to bigint NOT NULL,
    swept_at bigint,
    PRIMARY KEY (store, kind)
);

CREATE TABLE gwms_quarantine (
    store text COLLATE "C" NOT NULL,
    platform_order_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    number text COLLATE "C" NOT NULL,
    family text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    raw text COLLATE "C" NOT NULL,
    first_seen_at bigint NOT NULL,
    last_seen_at bigint NOT NULL,
    attempts integer NOT NULL,
    found_from bigint,
    found_to bigint,
    PRIMARY KEY (store, platform_order_id)
);

CREATE TABLE gwms_command (
    command_key text COLLATE "C" NOT NULL PRIMARY KEY,
    content_hash text COLLATE "C" NOT NULL,
    result text COLLATE "C" NOT NULL,
    at bigint NOT NULL
);
CREATE INDEX gwms_command_by_age ON gwms_command (at);
