-- What is kept to show later what happened. Instants are milliseconds since 1970.
-- Each statement may run again, because MariaDB commits it at once. Text has a length where it is part of a key.

CREATE TABLE IF NOT EXISTS gwms_sync_run (
    id varchar(255) NOT NULL PRIMARY KEY,
    store varchar(100) NOT NULL,
    store_name longtext NOT NULL,
    platform_type longtext NOT NULL,
    kind longtext NOT NULL,
    asked_by longtext NOT NULL,
    mode longtext NOT NULL,
    retry_of varchar(255),
    status longtext NOT NULL,
    window_from bigint,
    window_to bigint,
    submitted_at bigint NOT NULL,
    started_at bigint,
    ended_at bigint,
    numbers_schema integer NOT NULL,
    numbers longtext NOT NULL,
    failure_family longtext,
    failure_code longtext,
    failure_reason longtext,
    KEY gwms_sync_run_newest (submitted_at DESC, id DESC),
    KEY gwms_sync_run_by_store (store, submitted_at DESC, id DESC)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- «finished» is 0 while rows still arrive, from that «writer» alone; nobody is shown such a snapshot. «compared» is 1
-- once lines were saved for it; «bytes» is about how large its rows are.
CREATE TABLE IF NOT EXISTS gwms_snapshot (
    id varchar(255) NOT NULL PRIMARY KEY,
    finished smallint NOT NULL,
    writer longtext NOT NULL,
    task bigint NOT NULL,
    warehouse varchar(100) NOT NULL,
    proxy_system longtext NOT NULL,
    proxy_warehouse longtext NOT NULL,
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    complete smallint NOT NULL,
    incomplete_because longtext NOT NULL,
    row_count bigint NOT NULL,
    sha256 longtext NOT NULL,
    scope longtext NOT NULL,
    compared smallint NOT NULL,
    bytes bigint NOT NULL,
    KEY gwms_snapshot_by_task (task, ended_at DESC, id DESC),
    KEY gwms_snapshot_compared (warehouse, compared, started_at DESC),
    KEY gwms_snapshot_by_age (ended_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_snapshot_row (
    snapshot varchar(255) NOT NULL,
    seq bigint NOT NULL,
    proxy_sku longtext NOT NULL,
    gsku longtext NOT NULL,
    local_sku longtext NOT NULL,
    available bigint NOT NULL,
    locked bigint NOT NULL,
    quality longtext NOT NULL,
    proxy_inbound_no longtext NOT NULL,
    local_inbound_no longtext NOT NULL,
    inbound_at bigint,
    snapshot_at bigint NOT NULL,
    proxy_warehouse longtext NOT NULL,
    warehouse longtext NOT NULL,
    source bigint NOT NULL,
    PRIMARY KEY (snapshot, seq)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Which entries of the API log the rows of a source came by; source 0 has none.
CREATE TABLE IF NOT EXISTS gwms_snapshot_source (
    snapshot varchar(255) NOT NULL,
    source bigint NOT NULL,
    calls longtext NOT NULL,
    PRIMARY KEY (snapshot, source)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_reconcile_line (
    snapshot varchar(255) NOT NULL,
    seq bigint NOT NULL,
    warehouse longtext,
    sku longtext,
    quality longtext,
    inbound_no longtext,
    inbound_at bigint,
    proxy_sku longtext NOT NULL,
    remote bigint NOT NULL,
    local bigint NOT NULL,
    in_flight bigint NOT NULL,
    delta bigint NOT NULL,
    rule longtext NOT NULL,
    result longtext NOT NULL,
    reason longtext NOT NULL,
    adjustment_id longtext NOT NULL,
    reserved bigint NOT NULL,
    mapping longtext NOT NULL,
    PRIMARY KEY (snapshot, seq)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
