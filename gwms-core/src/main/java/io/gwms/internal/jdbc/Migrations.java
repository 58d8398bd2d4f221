package io.gwms.internal.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of one module: numbered scripts that are run once each, in order, and remembered in {@code
 * gwms_<module>_schema_history}.
 *
 * <p>All pending scripts run while other starting nodes are kept out. On SQLite and PostgreSQL they are one transaction:
 * the schema is upgraded as a whole or not at all. MariaDB commits each statement that changes the schema; there a script
 * may be run again from its start (it says {@code IF NOT EXISTS}), and the next start finishes what was interrupted.
 *
 * <p>A database of a newer release, of a changed script, or with {@code gwms_} tables of somebody else is
 * refused before anything is written to it.
 *
 * <p>Scripts lie in {@code /io/gwms/<module>/migrations/<dialect>/V<n>__<name>.sql}. Names, history table and checksums
 * are Flyway's, so a host may point Flyway at the folder, with {@code flyway.table} set to the history table's name.
 */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /** Opens a resource of the module that owns the scripts; give {@code Some.class::getResourceAsStream}. */
    @FunctionalInterface
    public interface Resources {
        /** The stream of an absolute resource name, or null if there is none. */
        @Nullable
        InputStream open(String name);
    }

    private record Script(int version, String description, String file, String text, int checksum) {}

    private record Applied(int version, @Nullable Integer checksum, boolean success) {}

    private final String module;
    private final String table;
    private final Resources resources;
    private final List<String> names;

    private Migrations(String module, Resources resources, List<String> names) {
        this.module = module;
        this.table = "gwms_" + module + "_schema_history";
        this.resources = resources;
        this.names = names;
    }

    /**
     * A module's scripts.
     *
     * @param module lower-case letters, such as {@code core}; part of the folder and of the table's name
     * @param names in order, without {@code V<n>__} and {@code .sql}: the first is version 1
     */
    public static Migrations of(String module, Resources resources, String... names) {
        if (!module.matches("[a-z]+")) {
            throw new IllegalArgumentException("module is '" + module + "', but must be lower-case letters only");
        }
        return new Migrations(module, resources, List.of(names));
    }

    /**
     * Brings the tables up to date; does not write when they are.
     *
     * @return how many scripts ran
     * @throws io.gwms.GwmsException GWMS-1020 to GWMS-1023 if the database is refused, untouched; GWMS-1024 if a script
     *     failed, everything undone but on MariaDB; GWMS-1018 if another node keeps the schema locked there
     */
    public int apply(Database database) {
        List<Script> scripts = read(database.dialect());
        int done = database.read(tx -> verified(tx, scripts));
        if (done == scripts.size()) {
            return 0;
        }
        int ran = database.dialect().<Integer>withSchemaLocked(database, tx -> {
            int doneByNow = verified(tx, scripts);
            if (doneByNow == 0) {
                createHistory(tx);
            }
            scripts.subList(doneByNow, scripts.size()).forEach(script -> run(tx, script));
            return scripts.size() - doneByNow;
        });
        if (ran > 0) {
            LOG.atInfo()
                    .setMessage("The tables of a module were made or upgraded")
                    .addKeyValue("module", module)
                    .addKeyValue("from", scripts.size() - ran)
                    .addKeyValue("to", scripts.size())
                    .log();
        }
        return ran;
    }

    /** How many of the scripts the database has; throws if it is not one that may be touched. */
    private int verified(Tx tx, List<Script> scripts) {
        List<String> tables = tx.query(tx.dialect().ownTables(), row -> row.string("name"));
        if (!tables.contains(table)) {
            if (!tables.isEmpty() && tables.stream().noneMatch(name -> name.endsWith("_schema_history"))) {
                throw DatabaseErrors.notOurs(module, tables);
            }
            return 0;
        }
        List<Applied> history = history(tx);
        if (!history.isEmpty()) {
            int newest = history.get(history.size() - 1).version;
            if (newest > scripts.size()) {
                throw DatabaseErrors.newerSchema(module, newest, scripts.size());
            }
        }
        if (history.size() > scripts.size()) {
            throw DatabaseErrors.brokenHistory(module, history.size() + " entries for " + scripts.size() + " scripts");
        }
        for (int i = 0; i < history.size(); i++) {
            verify(history.get(i), scripts.get(i));
        }
        return history.size();
    }

    private void verify(Applied applied, Script script) {
        if (applied.version != script.version) {
            throw DatabaseErrors.brokenHistory(module, "version " + script.version + " is missing");
        }
        if (!applied.success) {
            throw DatabaseErrors.brokenHistory(module, "version " + script.version + " is marked as failed");
        }
        if (applied.checksum == null || applied.checksum != script.checksum) {
            throw DatabaseErrors.changedScript(
                    module, script.file, "checksum " + applied.checksum + ", here " + script.checksum);
        }
    }

    private List<Applied> history(Tx tx) {
        return tx.query(
                """
                SELECT CAST(version AS integer) AS version, checksum, CASE WHEN success THEN 1 ELSE 0 END AS success
                  FROM %s
                 WHERE version IS NOT NULL
                 ORDER BY 1
                """.formatted(table),
                row -> new Applied(row.intValue("version"), row.intOrNull("checksum"), row.bool("success")));
    }

    private void createHistory(Tx tx) {
        scripted(tx, table, """
            CREATE TABLE IF NOT EXISTS %s (
                installed_rank integer NOT NULL PRIMARY KEY,
                version varchar(50),
                description varchar(200) NOT NULL,
                type varchar(20) NOT NULL,
                script varchar(1000) NOT NULL,
                checksum integer,
                installed_by varchar(100) NOT NULL,
                installed_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
                execution_time integer NOT NULL,
                success boolean NOT NULL
            )
            """.formatted(table));
    }

    private void run(Tx tx, Script script) {
        long start = System.nanoTime();
        scripted(tx, script.file, script.text);
        tx.update(
                """
                INSERT INTO %s (installed_rank, version, description, type, script, checksum, installed_by,
                                execution_time, success)
                SELECT coalesce(max(installed_rank), 0) + 1, ?, ?, 'SQL', ?, ?, 'gwms', ?, TRUE FROM %s
                """.formatted(table, table),
                Integer.toString(script.version),
                script.description,
                script.file,
                script.checksum,
                Math.toIntExact((System.nanoTime() - start) / 1_000_000));
    }

    private void scripted(Tx tx, String name, String text) {
        try {
            tx.script(text);
        } catch (DatabaseException e) {
            throw DatabaseErrors.failedMigration(module, name, e);
        }
    }

    private List<Script> read(Dialect dialect) {
        List<Script> scripts = new ArrayList<>();
        for (String name : names) {
            int version = scripts.size() + 1;
            String file = "V" + version + "__" + name + ".sql";
            String text = text("/io/gwms/" + module + "/migrations/" + dialect.folder() + "/" + file);
            scripts.add(new Script(version, name.replace('_', ' '), file, text, checksum(text)));
        }
        return scripts;
    }

    private String text(String resource) {
        try (InputStream stream = resources.open(resource)) {
            if (stream == null) {
                throw new IllegalStateException("migration " + resource + " is missing from the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("migration " + resource + " cannot be read", e);
        }
    }

    /** Flyway's checksum: of the lines, whatever ends them. */
    private static int checksum(String text) {
        CRC32 crc = new CRC32();
        new BufferedReader(new StringReader(text))
                .lines()
                .forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }
}
