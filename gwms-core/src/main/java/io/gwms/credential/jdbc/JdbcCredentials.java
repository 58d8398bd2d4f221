package io.gwms.credential.jdbc;

import static java.util.Objects.requireNonNull;

import io.gwms.GwmsException;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialCipher;
import io.gwms.credential.CredentialOwner;
import io.gwms.credential.CredentialStore;
import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Migrations;
import io.gwms.internal.jdbc.Row;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Credentials in the table {@code gwms_credential}, sealed by the host's cipher before they are written.
 *
 * <p><b>Threads:</b> shared.
 */
public final class JdbcCredentials implements CredentialStore, AutoCloseable {
    private static final Migrations TABLES =
            Migrations.of("credential", JdbcCredentials.class::getResourceAsStream, "credentials");

    private final Database database;
    private final SealedForm form;

    private JdbcCredentials(Database database, SealedForm form) {
        this.database = database;
        this.form = form;
    }

    /**
     * The credentials of that database; makes the table when it is not there.
     *
     * @throws GwmsException GWMS-1120 when the cipher does not open what is stored there
     */
    public static JdbcCredentials open(DataSource source, CredentialCipher cipher) {
        SealedForm form = new SealedForm(requireNonNull(cipher, "cipher"));
        Database database = Database.over(requireNonNull(source, "source"));
        try {
            TABLES.apply(database);
            JdbcCredentials credentials = new JdbcCredentials(database, form);
            credentials.checkCipher();
            return credentials;
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    private void checkCipher() {
        database.read(tx -> tx.queryOne(
                "SELECT owner_kind, owner_name, version, sealed FROM gwms_credential ORDER BY 1, 2 LIMIT 1",
                this::credential));
    }

    @Override
    public Optional<Credential> find(CredentialOwner owner) {
        return database.read(tx -> tx.queryOne("""
                SELECT owner_kind, owner_name, version, sealed
                  FROM gwms_credential
                 WHERE owner_kind = ?
                   AND owner_name = ?
                """, this::credential, owner.kind(), owner.name()));
    }

    /** {@inheritDoc} One statement: the version check and the write cannot be torn apart. */
    @Override
    public boolean save(Credential credential) {
        CredentialOwner owner = credential.owner();
        byte[] sealed = form.seal(credential);
        return database.write(tx -> credential.version() == 0
                ? tx.insertIgnoring("""
                        INSERT INTO gwms_credential (owner_kind, owner_name, version, sealed)
                        VALUES (?, ?, 1, ?)
                        """, owner.kind(), owner.name(), sealed)
                : tx.update("""
                        UPDATE gwms_credential
                           SET version = version + 1, sealed = ?
                         WHERE owner_kind = ?
                           AND owner_name = ?
                           AND version = ?
                        """, sealed, owner.kind(), owner.name(), credential.version()) == 1);
    }

    /** Gives back the connection it holds on SQLite. */
    @Override
    public void close() {
        database.close();
    }

    private Credential credential(Row row) {
        CredentialOwner owner = new CredentialOwner(row.string("owner_kind"), row.string("owner_name"));
        try {
            return form.open(owner, row.longValue("version"), row.bytes("sealed"));
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new GwmsException(
                    "GWMS-1120",
                    "the stored credential of " + owner + " does not open with the key of this runtime",
                    "call credentialKey(…) on Gwms.builder() with the key it was stored with; if that key is lost, delete"
                            + " the rows of gwms_credential and store the credentials anew",
                    e);
        }
    }
}
