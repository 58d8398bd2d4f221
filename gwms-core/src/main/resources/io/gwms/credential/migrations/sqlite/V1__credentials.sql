-- What is secret is sealed by the host's cipher before it comes here.
CREATE TABLE gwms_credential (
    owner_kind TEXT NOT NULL,
    owner_name TEXT NOT NULL,
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (owner_kind, owner_name)
) STRICT;
