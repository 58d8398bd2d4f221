-- What is kept to show later what happened. Instants are milliseconds since 1970.

CREATE TABLE gwms_sync_run (
    id text NOT NULL PRIMARY KEY,
    store text NOT NULL,
    store_name text NOT NULL,
    platform_type text NOT NULL,
    kind text NOT NULL,
    asked_by text NOT NULL,
    mode text NOT NULL,
    retry_of text,
    status text NOT NULL,
    window_from bigint,
    window_to bigint,
    submitted_at bigint NOT NULL,
    started_at bigint,
    ended_at bigint,
    numbers_schema integer NOT NULL,
    numbers text NOT NULL,
    failure_family text,
    failure_code text,
    failure_reason text
);
CREATE INDEX gwms_sync_run_newest ON gwms_sync_run (submitted_at DESC, id DESC);
CREATE INDEX gwms_sync_run_by_store ON gwms_sync_run (store, submitted_at DESC, id DESC);

-- «finished» is 0 while rows still arrive, from that «writer» alone; nobody is shown such a snapshot. «compared» is 1
-- once lines were saved for it; «bytes» is about how large its rows are.
CREATE TABLE gwms_snapshot (
    id text NOT NULL PRIMARY KEY,
    finished smallint NOT NULL,
    writer text NOT NULL,
    task bigint NOT NULL,
    warehouse text NOT NULL,
    proxy_system text NOT NULL,
    proxy_warehouse text NOT NULL,
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    complete smallint NOT NULL,
    incomplete_because text NOT NULL,
    row_count bigint NOT NULL,
    sha256 text NOT NULL,
    scope text NOT NULL,
    compared smallint NOT NULL,
    bytes bigint NOT NULL
);
CREATE INDEX gwms_snapshot_by_task ON gwms_snapshot (task, ended_at DESC, id DESC);
CREATE INDEX gwms_snapshot_compared ON gwms_snapshot (warehouse, started_at DESC) WHERE compared = 1;
CREATE INDEX gwms_snapshot_by_age ON gwms_snapshot (ended_at);

CREATE TABLE gwms_snapshot_row (
    snapshot text NOT NULL,
    seq bigint NOT NULL,
    proxy_sku text NOT NULL,
    gsku text NOT NULL,
    local_sku text NOT NULL,
    available bigint NOT NULL,
    locked bigint NOT NULL,
    quality text NOT NULL,
    proxy_inbound_no text NOT NULL,
    local_inbound_no text NOT NULL,
    inbound_at bigint,
    snapshot_at bigint NOT NULL,
    proxy_warehouse text NOT NULL,
    warehouse text NOT NULL,
    source bigint NOT NULL,
    PRIMARY KEY (snapshot, seq)
) WITHOUT ROWID;

-- Which entries of the API log the rows of a source came by; source 0 has none.
CREATE TABLE gwms_snapshot_source (
    snapshot text NOT NULL,
    source bigint NOT NULL,
    calls text NOT NULL,
    PRIMARY KEY (snapshot, source)
) WITHOUT ROWID;

CREATE TABLE gwms_reconcile_line (
    snapshot text NOT NULL,
    seq bigint NOT NULL,
    warehouse text,
    sku text,
    quality text,
    inbound_no text,
    inbound_at bigint,
    proxy_sku text NOT NULL,
    remote bigint NOT NULL,
    local bigint NOT NULL,
    in_flight bigint NOT NULL,
    delta bigint NOT NULL,
    rule text NOT NULL,
    result text NOT NULL,
    reason text NOT NULL,
    adjustment_id text NOT NULL,
    reserved bigint NOT NULL,
    mapping text NOT NULL,
    PRIMARY KEY (snapshot, seq)
) WITHOUT ROWID;
