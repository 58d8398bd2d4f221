-- Each statement may run again, because MariaDB commits it at once. Text has a length where it is part of a key.
-- Calls in rows that a list can read quickly; headers and bodies apart, so that a list never touches them.
-- Contents is 0 as long as they are kept, 1 when retention has removed them, 2 when the call is erased. Indexes end in
-- what the filters of a page ask besides, so that rows which do not match are left out without being read.
CREATE TABLE IF NOT EXISTS gwms_audit_call (
    id varchar(255) NOT NULL PRIMARY KEY,
    created_at bigint NOT NULL,
    duration_ns bigint NOT NULL,
    action varchar(100) NOT NULL,
    store varchar(100),
    proxy_system varchar(100),
    proxy_account varchar(255),
    source_type longtext,
    source_id varchar(255),
    order_id varchar(400),
    correlation varchar(255),
    direction varchar(20) NOT NULL,
    method longtext NOT NULL,
    host longtext NOT NULL,
    path longtext NOT NULL,
    query longtext NOT NULL,
    status integer NOT NULL,
    status_class varchar(20) NOT NULL,
    error longtext NOT NULL,
    error_kind longtext NOT NULL,
    retryable smallint NOT NULL,
    phase longtext NOT NULL,
    call_count bigint NOT NULL,
    request_state longtext NOT NULL,
    request_size bigint NOT NULL,
    request_sha256 longtext NOT NULL,
    response_state longtext NOT NULL,
    response_size bigint NOT NULL,
    response_sha256 longtext NOT NULL,
    contents smallint NOT NULL,
    row_bytes integer NOT NULL,
    salt longblob,
    KEY gwms_audit_call_newest (created_at, id),
    KEY gwms_audit_call_action (action, created_at, id, status_class, store, proxy_system),
    KEY gwms_audit_call_store (store, created_at, id, status_class, action),
    KEY gwms_audit_call_proxy (proxy_system, created_at, id, status_class, action, proxy_account),
    KEY gwms_audit_call_colour (status_class, created_at, id, action, store, proxy_system),
    KEY gwms_audit_call_direction (direction, created_at, id, status_class, action),
    KEY gwms_audit_call_source (source_id, created_at, id),
    KEY gwms_audit_call_order (order_id, created_at, id),
    KEY gwms_audit_call_correlation (correlation, created_at, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Headers, attempts and both bodies, deflated together; null when there are none. Failed is 1 unless green.
CREATE TABLE IF NOT EXISTS gwms_audit_content (
    call_id varchar(255) NOT NULL PRIMARY KEY,
    created_at bigint NOT NULL,
    failed smallint NOT NULL,
    bytes bigint NOT NULL,
    packed longblob,
    salt longblob,
    KEY gwms_audit_content_oldest (failed, created_at, call_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- How large all calls are together; the row «maintenance» is what steps of maintenance take turns by.
CREATE TABLE IF NOT EXISTS gwms_audit_size (
    name varchar(50) NOT NULL PRIMARY KEY,
    bytes bigint NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO gwms_audit_size (name, bytes) VALUES ('calls', 0);
INSERT IGNORE INTO gwms_audit_size (name, bytes) VALUES ('maintenance', 0);

-- What steps of maintenance have removed. Linked counts those of the calls that are in the chain.
CREATE TABLE IF NOT EXISTS gwms_audit_purge (
    number bigint NOT NULL PRIMARY KEY,
    done_at bigint NOT NULL,
    what longtext NOT NULL,
    reason longtext NOT NULL,
    from_at bigint NOT NULL,
    to_at bigint NOT NULL,
    calls bigint NOT NULL,
    bytes bigint NOT NULL,
    linked bigint NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- The hash chain, which is on when it has a head. A link is of a CALL, of a PURGE whose number is its
-- subject, or of the START with its moment; the last three columns say which purge removed what of the call.
CREATE TABLE IF NOT EXISTS gwms_audit_chain_head (
    name varchar(50) NOT NULL PRIMARY KEY,
    seq bigint NOT NULL,
    hash longblob NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS gwms_audit_chain (
    seq bigint NOT NULL PRIMARY KEY,
    kind longtext NOT NULL,
    subject varchar(255) NOT NULL,
    facts longblob NOT NULL,
    detail longblob NOT NULL,
    contents longblob NOT NULL,
    hash longblob NOT NULL,
    contents_by bigint,
    detail_by bigint,
    call_by bigint,
    KEY gwms_audit_chain_subject (subject, seq)
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
    direction longtext NOT NULL,
    platform varchar(100) NOT NULL,
    synced_at bigint NOT NULL,
    alive_at bigint NOT NULL,
    status varchar(20) NOT NULL,
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
    KEY gwms_audit_product_sync_pending (status, alive_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
