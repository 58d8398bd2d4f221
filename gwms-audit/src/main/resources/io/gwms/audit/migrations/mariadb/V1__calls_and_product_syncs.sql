-- Each statement may run again, because MariaDB commits it at once. Text has a length where it is part of a key.
-- Calls in rows that a list can read quickly; their bodies apart, so that a list never touches them.
CREATE TABLE IF NOT EXISTS gwms_audit_call (
    id varchar(255) NOT NULL PRIMARY KEY,
    created_at bigint NOT NULL,
    duration_ns bigint NOT NULL,
    action varchar(100) NOT NULL,
    store varchar(100),
    proxy_system varchar(100),
    source_type longtext,
    source_id varchar(255),
    correlation varchar(255),
    method longtext NOT NULL,
    host longtext NOT NULL,
    path longtext NOT NULL,
    query longtext NOT NULL,
    status integer NOT NULL,
    status_class longtext NOT NULL,
    error longtext NOT NULL,
    request_headers longtext NOT NULL,
    response_headers longtext NOT NULL,
    request_state longtext NOT NULL,
    request_size bigint NOT NULL,
    request_sha256 longtext NOT NULL,
    response_state longtext NOT NULL,
    response_size bigint NOT NULL,
    response_sha256 longtext NOT NULL,
    error_kind longtext NOT NULL,
    retryable smallint NOT NULL,
    direction longtext NOT NULL,
    phase longtext NOT NULL,
    attempts longtext NOT NULL,
    call_count bigint NOT NULL,
    KEY gwms_audit_call_newest (created_at, id),
    KEY gwms_audit_call_action (action, created_at, id),
    KEY gwms_audit_call_store (store, created_at, id),
    KEY gwms_audit_call_proxy (proxy_system, created_at, id),
    KEY gwms_audit_call_source (source_id, created_at, id),
    KEY gwms_audit_call_correlation (correlation, created_at, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Side is 0 for the request, 1 for the response; content is deflated UTF-8.
CREATE TABLE IF NOT EXISTS gwms_audit_body (
    call_id varchar(255) NOT NULL,
    side smallint NOT NULL,
    content longblob NOT NULL,
    PRIMARY KEY (call_id, side)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Which recorders wrote, and whether each was closed; one that was not leaves a gap in the log.
CREATE TABLE IF NOT EXISTS gwms_audit_session (
    id varchar(255) NOT NULL PRIMARY KEY,
    host longtext NOT NULL,
    process longtext NOT NULL,
    opened_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    written_to bigint NOT NULL,
    capacity bigint NOT NULL,
    closed_at bigint,
    lost bigint
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_audit_product_sync (
    id varchar(255) NOT NULL PRIMARY KEY,
    platform varchar(100) NOT NULL,
    synced_at bigint NOT NULL,
    status longtext NOT NULL,
    draft_id longtext NOT NULL,
    category_id longtext NOT NULL,
    store varchar(100) NOT NULL,
    product_id longtext NOT NULL,
    changes longtext NOT NULL,
    reason longtext NOT NULL,
    retry_of longtext NOT NULL,
    KEY gwms_audit_product_sync_newest (synced_at, id),
    KEY gwms_audit_product_sync_store (store, synced_at, id),
    KEY gwms_audit_product_sync_platform (platform, synced_at, id),
    KEY gwms_audit_product_sync_pending (synced_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
