package io.gwms.samples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of the quickstart in a process of its own, which may be killed at any moment. */
final class Killable {
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private final String awaited;
    private final CountDownLatch seen = new CountDownLatch(1);

    private Killable(Process process, String awaited) {
        this.process = process;
        this.awaited = awaited;
        this.reader = new Thread(this::read, "quickstart-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the quickstart on that directory; {@link #killSoonAfter} waits for a line that begins with {@code awaited}. */
    static Killable start(Path directory, String awaited) {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.timezone=Asia/Kathmandu",
                        Quickstart.class.getName(),
                        "--data",
                        directory.toString())
                .redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("COLUMNS", "2000");
        try {
            return new Killable(builder.start(), awaited);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it (SIGKILL) so long after the awaited line; says whether it was still alive. */
    boolean killSoonAfter(long millis) throws InterruptedException {
        while (!seen.await(20, TimeUnit.MILLISECONDS) && process.isAlive()) {
            // waits for the line or the end, whichever comes first
        }
        boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        reader.join();
        return !ended;
    }

    /** Waits for its end and gives all that it printed. */
    String finish() throws InterruptedException {
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the quickstart did not end within three minutes; it printed:\n" + output());
        }
        reader.join();
        return output();
    }

    int exitCode() {
        return process.exitValue();
    }

    String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    private void read() {
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
                if (line.startsWith(awaited)) {
                    seen.countDown();
                }
            }
        } catch (IOException e) {
            // a killed process leaves a torn pipe
        } finally {
            seen.countDown();
        }
    }
}
