-- What is secret is sealed by the host's cipher before it comes here.
CREATE TABLE gwms_credential (
    owner_kind text NOT NULL,
    owner_name text NOT NULL,
    version bigint NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (owner_kind, owner_name)
);
