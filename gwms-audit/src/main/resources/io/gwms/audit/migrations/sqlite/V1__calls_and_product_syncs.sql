-- Calls in rows that a list can read quickly; headers and bodies apart, so that a list never touches them.
-- Contents is 0 as long as they are kept, 1 when retention has removed them, 2 when the call is erased. Indexes end in
-- what the filters of a page ask besides, so that rows which do not match are left out without being read; a call that
-- has none of what an index goes by is not in it.
CREATE TABLE gwms_audit_call (
    id               text NOT NULL PRIMARY KEY,
    created_at       bigint NOT NULL,
    duration_ns      bigint NOT NULL,
    action           text NOT NULL,
    store            text,
    proxy_system     text,
    proxy_account    text,
    source_type      text,
    source_id        text,
    order_id         text,
    correlation      text,
    direction        text NOT NULL,
    method           text NOT NULL,
    host             text NOT NULL,
    path             text NOT NULL,
    query            text NOT NULL,
    status           integer NOT NULL,
    status_class     text NOT NULL,
    error            text NOT NULL,
    error_kind       text NOT NULL,
    retryable        smallint NOT NULL,
    phase            text NOT NULL,
    call_count       bigint NOT NULL,
    request_state    text NOT NULL,
    request_size     bigint NOT NULL,
    request_sha256   text NOT NULL,
    response_state   text NOT NULL,
    response_size    bigint NOT NULL,
    response_sha256  text NOT NULL,
    contents         smallint NOT NULL,
    row_bytes        integer NOT NULL,
    salt             blob
);

CREATE INDEX gwms_audit_call_newest ON gwms_audit_call (created_at, id);
CREATE INDEX gwms_audit_call_action ON gwms_audit_call (action, created_at, id, status_class, store, proxy_system);
CREATE INDEX gwms_audit_call_store ON gwms_audit_call (store, created_at, id, status_class, action)
    WHERE store IS NOT NULL;
CREATE INDEX gwms_audit_call_proxy ON gwms_audit_call (proxy_system, created_at, id, status_class, action, proxy_account)
    WHERE proxy_system IS NOT NULL;
CREATE INDEX gwms_audit_call_colour ON gwms_audit_call (status_class, created_at, id, action, store, proxy_system);
CREATE INDEX gwms_audit_call_direction ON gwms_audit_call (direction, created_at, id, status_class, action);
CREATE INDEX gwms_audit_call_source ON gwms_audit_call (source_id, created_at, id)
    WHERE source_id IS NOT NULL;
CREATE INDEX gwms_audit_call_order ON gwms_audit_call (order_id, created_at, id)
    WHERE order_id IS NOT NULL;
CREATE INDEX gwms_audit_call_correlation ON gwms_audit_call (correlation, created_at, id)
    WHERE correlation IS NOT NULL;

-- Headers, attempts and both bodies, deflated together; null when there are none. Failed is 1 unless green.
CREATE TABLE gwms_audit_content (
    call_id    text NOT NULL PRIMARY KEY,
    created_at bigint NOT NULL,
    failed     smallint NOT NULL,
    bytes      bigint NOT NULL,
    packed     blob,
    salt       blob
);

CREATE INDEX gwms_audit_content_oldest ON gwms_audit_content (failed, created_at, call_id);

-- How large all calls are together; the row «maintenance» is what steps of maintenance take turns by.
CREATE TABLE gwms_audit_size (
    name  text NOT NULL PRIMARY KEY,
    bytes bigint NOT NULL
);

INSERT INTO gwms_audit_size (name, bytes) VALUES ('calls', 0);
INSERT INTO gwms_audit_size (name, bytes) VALUES ('maintenance', 0);

-- What steps of maintenance have removed. Linked counts those of the calls that are in the chain.
CREATE TABLE gwms_audit_purge (
    number  bigint NOT NULL PRIMARY KEY,
    done_at bigint NOT NULL,
    what    text NOT NULL,
    reason  text NOT NULL,
    from_at bigint NOT NULL,
    to_at   bigint NOT NULL,
    calls   bigint NOT NULL,
    bytes   bigint NOT NULL,
    linked  bigint NOT NULL
);

-- The hash chain, which is on when it has a head. A link is of a CALL, of a PURGE whose number is its
-- subject, or of the START with its moment; the last three columns say which purge removed what of the call.
CREATE TABLE gwms_audit_chain_head (
    name text NOT NULL PRIMARY KEY,
    seq  bigint NOT NULL,
    hash blob NOT NULL
);

CREATE TABLE gwms_audit_chain (
    seq          bigint NOT NULL PRIMARY KEY,
    kind         text NOT NULL,
    subject      text NOT NULL,
    facts        blob NOT NULL,
    detail       blob NOT NULL,
    contents     blob NOT NULL,
    hash         blob NOT NULL,
    contents_by  bigint,
    detail_by    bigint,
    call_by      bigint
);

CREATE INDEX gwms_audit_chain_subject ON gwms_audit_chain (subject, seq);

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
    id          text NOT NULL PRIMARY KEY,
    direction   text NOT NULL,
    platform    text NOT NULL,
    synced_at   bigint NOT NULL,
    alive_at    bigint NOT NULL,
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
CREATE INDEX gwms_audit_product_sync_pending ON gwms_audit_product_sync (status, alive_at);
