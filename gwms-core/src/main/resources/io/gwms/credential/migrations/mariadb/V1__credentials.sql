-- Each statement may run again, because MariaDB commits it at once. Text has a length where it is part of a key.
-- What is secret is sealed by the host's cipher before it comes here.
CREATE TABLE IF NOT EXISTS gwms_credential (
    owner_kind varchar(100) NOT NULL,
    owner_name varchar(255) NOT NULL,
    version bigint NOT NULL,
    sealed longblob NOT NULL,
    PRIMARY KEY (owner_kind, owner_name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
