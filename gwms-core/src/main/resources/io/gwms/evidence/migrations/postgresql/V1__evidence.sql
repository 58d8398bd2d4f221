-- What is kept to show later what happened. Instants are milliseconds since 1970.

CREATE TABLE gwms_sync_run (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    store text COLLATE "C" NOT NULL,
    store_name text COLLATE "C" NOT NULL,
    platform_type text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    asked_by text COLLATE "C" NOT NULL,
    mode text COLLATE "C" NOT NULL,
    retry_of text COLLATE "C",
    status text COLLATE "C" NOT NULL,
    window_from bigint,
    window_to bigint,
    submitted_at bigint NOT NULL,
    started_at bigint,
    ended_at bigint,
    numbers_schema integer NOT NULL,
    numbers text COLLATE "C" NOT NULL,
    failure_family text COLLATE "C",
    failure_code text COLLATE "C",
    failure_reason text COLLATE "C"
);
CREATE INDEX gwms_sync_run_newest ON gwms_sync_run (submitted_at DESC, id DESC);
CREATE INDEX gwms_sync_run_by_store ON gwms_sync_run (store, submitted_at DESC, id DESC);

-- «finished» is 0 while rows still arrive, from that «writer» alone; nobody is shown such a snapshot. «compared» is 1
-- once lines were saved for it; «bytes» is about how large its rows are.
CREATE TABLE gwms_snapshot (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    finished smallint NOT NULL,
    writer text COLLATE "C" NOT NULL,
    task bigint NOT NULL,
    warehouse text COLLATE "C" NOT NULL,
    proxy_system text COLLATE "C" NOT NULL,
    proxy_warehouse text COLLATE "C" NOT NULL,
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    complete smallint NOT NULL,
    incomplete_because text COLLATE "C" NOT NULL,
    row_count bigint NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    scope text COLLATE "C" NOT NULL,
    compared smallint NOT NULL,
    bytes bigint NOT NULL
);
CREATE INDEX gwms_snapshot_by_task ON gwms_snapshot (task, ended_at DESC, id DESC);
CREATE INDEX gwms_snapshot_compared ON gwms_snapshot (warehouse, started_at DESC) WHERE compared = 1;
CREATE INDEX gwms_snapshot_by_age ON gwms_snapshot (ended_at);

CREATE TABLE gwms_snapshot_row (
    snapshot text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    proxy_sku text COLLATE "C" NOT NULL,
    gsku text COLLATE "C" NOT NULL,
    local_sku text COLLATE "C" NOT NULL,
    available bigint NOT NULL,
    locked bigint NOT NULL,
    quality text COLLATE "C" NOT NULL,
    proxy_inbound_no text COLLATE "C" NOT NULL,
    local_inbound_no text COLLATE "C" NOT NULL,
    inbound_at bigint,
    snapshot_at bigint NOT NULL,
    proxy_warehouse text COLLATE "C" NOT NULL,
    warehouse text COLLATE "C" NOT NULL,
    source bigint NOT NULL,
    PRIMARY KEY (snapshot, seq)
);

-- Which entries of the API log the rows of a source came by; source 0 has none.
CREATE TABLE gwms_snapshot_source (
    snapshot text COLLATE "C" NOT NULL,
    source bigint NOT NULL,
    calls text COLLATE "C" NOT NULL,
    PRIMARY KEY (snapshot, source)
);

CREATE TABLE gwms_reconcile_line (
    snapshot text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    warehouse text COLLATE "C",
    sku text COLLATE "C",
    quality text COLLATE "C",
    inbound_no text COLLATE "C",
    inbound_at bigint,
    proxy_sku text COLLATE "C" NOT NULL,
    remote bigint NOT NULL,
    local bigint NOT NULL,
    in_flight bigint NOT NULL,
    delta bigint NOT NULL,
    rule text COLLATE "C" NOT NULL,
    result text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    adjustment_id text COLLATE "C" NOT NULL,
    reserved bigint NOT NULL,
    mapping text COLLATE "C" NOT NULL,
    PRIMARY KEY (snapshot, seq)
);
