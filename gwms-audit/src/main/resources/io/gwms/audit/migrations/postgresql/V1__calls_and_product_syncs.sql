-- Calls in rows that a list can read quickly; their bodies apart, so that a list never touches them.
CREATE TABLE gwms_audit_call (
    id               text COLLATE "C" NOT NULL PRIMARY KEY,
    created_at       bigint NOT NULL,
    duration_ns      bigint NOT NULL,
    action           text NOT NULL,
    store            text,
    proxy_system     text,
    source_type      text,
    source_id        text,
    correlation      text,
    method           text NOT NULL,
    host             text NOT NULL,
    path             text NOT NULL,
    query            text NOT NULL,
    status           integer NOT NULL,
    status_class     text NOT NULL,
    error            text NOT NULL,
    request_headers  text NOT NULL,
    response_headers text NOT NULL,
    request_state    text NOT NULL,
    request_size     bigint NOT NULL,
    request_sha256   text NOT NULL,
    response_state   text NOT NULL,
    response_size    bigint NOT NULL,
    response_sha256  text NOT NULL,
    error_kind       text NOT NULL,
    retryable        smallint NOT NULL,
    direction        text NOT NULL,
    phase            text NOT NULL,
    attempts         text NOT NULL,
    call_count       bigint NOT NULL
);

CREATE INDEX gwms_audit_call_newest ON gwms_audit_call (created_at, id);
CREATE INDEX gwms_audit_call_action ON gwms_audit_call (action, created_at, id);
CREATE INDEX gwms_audit_call_store ON gwms_audit_call (store, created_at, id) WHERE store IS NOT NULL;
CREATE INDEX gwms_audit_call_proxy ON gwms_audit_call (proxy_system, created_at, id) WHERE proxy_system IS NOT NULL;
CREATE INDEX gwms_audit_call_source ON gwms_audit_call (source_id, created_at, id) WHERE source_id IS NOT NULL;
CREATE INDEX gwms_audit_call_correlation ON gwms_audit_call (correlation, created_at, id) WHERE correlation IS NOT NULL;

-- Side is 0 for the request, 1 for the response; content is deflated UTF-8.
CREATE TABLE gwms_audit_body (
    call_id text COLLATE "C" NOT NULL,
    side    smallint NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (call_id, side)
);

-- Which recorders wrote, and whether each was closed; one that was not leaves a gap in the log.
CREATE TABLE gwms_audit_session (
    id         text NOT NULL PRIMARY KEY,
    host       text NOT NULL,
    process    text NOT NULL,
    opened_at  bigint NOT NULL,
    seen_at    bigint NOT NULL,
    written_to bigint NOT NULL,
    capacity   bigint NOT NULL,
    closed_at  bigint,
    lost       bigint
);

CREATE TABLE gwms_audit_product_sync (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    platform    text NOT NULL,
    synced_at   bigint NOT NULL,
    status      text NOT NULL,
    draft_id    text NOT NULL,
    category_id text NOT NULL,
    store       text NOT NULL,
    product_id  text NOT NULL,
    changes     text NOT NULL,
    reason      text NOT NULL,
    retry_of    text NOT NULL
);

CREATE INDEX gwms_audit_product_sync_newest ON gwms_audit_product_sync (synced_at, id);
CREATE INDEX gwms_audit_product_sync_store ON gwms_audit_product_sync (store, synced_at, id);
CREATE INDEX gwms_audit_product_sync_platform ON gwms_audit_product_sync (platform, synced_at, id);
CREATE INDEX gwms_audit_product_sync_pending ON gwms_audit_product_sync (synced_at) WHERE status = 'PENDING';
