package io.gwms.testkit.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A JVM that starts a database server and dies without a shutdown hook. */
final class KilledJvm {
    private KilledJvm() {}

    /** Starts a JVM whose {@code main} prints the process id of its server, kills it, and waits for the server to end. */
    static void leavesNoServerBehind(Class<?> main) throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dgwms.mariadb=" + System.getProperty("gwms.mariadb", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessHandle server = ProcessHandle.of(firstNumber(jvm)).orElseThrow();
        assertThat(server.isAlive()).isTrue();

        jvm.destroyForcibly();

        assertThat(server.onExit().orTimeout(30, TimeUnit.SECONDS)).succeedsWithin(30, TimeUnit.SECONDS);
    }

    private static long firstNumber(Process jvm) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
        return lines.lines()
                .filter(line -> line.matches("\\d+"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
