package io.gwms.testkit.process;

import static java.util.Objects.requireNonNull;

import io.gwms.testkit.http.FakeControl;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.time.SystemTime;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Fakes that run as their own process and survive the death of the one that started them, also by SIGKILL. The process
 * is known by the ports file in its directory ({@value PortsFile#NAME}): whoever looks there finds it again. It ends
 * when it is stopped, or by itself when nobody calls it for a while.
 *
 * <p>The class that is run there has a {@code main} of a few lines: it takes the directory as its first argument, starts
 * its {@link FakeHttpServer}s with their journals in that directory, and ends in {@link #serve}.
 *
 * <p><b>Threads:</b> shared.
 */
public final class FakeProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final String LOG = "fakes.log";

    private final Path directory;
    private final PortsFile ports;

    private FakeProcess(Path directory, PortsFile ports) {
        this.directory = directory;
        this.ports = ports;
    }

    /**
     * The fakes of that directory: those that run there, or new ones, with this Java and class path, by {@code main}'s
     * {@code main(directory, arguments…)}. Of several who start at once one does, and all get it. What they print goes to
     * {@code fakes.log} there. Waits at most a minute.
     *
     * @throws IllegalStateException when they do not come up; the message quotes the end of their log
     */
    public static FakeProcess start(Class<?> main, Path directory, String... arguments) {
        Optional<FakeProcess> running = find(directory);
        if (running.isPresent()) {
            return running.get();
        }
        Process launched = launch(main, directory, arguments);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            boolean ended = !launched.isAlive();
            Optional<FakeProcess> found = find(directory);
            if (found.isPresent()) {
                return found.get();
            }
            if (ended && launched.exitValue() != FakesMain.TAKEN) {
                break;
            }
            SystemTime.pause(LOOK_EVERY);
            if (ended) {
                launched = launch(main, directory, arguments); // who has the directory starts, or is about to end
            }
        }
        launched.destroy();
        throw new IllegalStateException(
                "the fakes of " + directory + " did not start; their log ends: " + endOfLog(directory));
    }

    /** The fakes that run for that directory; empty when its ports file is missing or left by a dead process. */
    public static Optional<FakeProcess> find(Path directory) {
        return PortsFile.read(directory).filter(PortsFile::isAlive).map(ports -> new FakeProcess(directory, ports));
    }

    /**
     * For the process that runs the fakes: writes the ports file and returns when one of the servers is closed, or when
     * none of them was called for {@code idle} of real time; then closes all and takes the file away.
     *
     * @param directory the directory that {@code main} was given
     * @param servers the fakes by name, for {@link #uri}
     * @param idle how long to wait for a call
     */
    public static void serve(Path directory, Map<String, FakeHttpServer> servers, Duration idle) {
        PortsFile ports = PortsFile.ofThisProcess(servers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().uri())));
        ports.write(directory);
        try {
            FakeHttpServer any = servers.values().iterator().next();
            Duration lookEvery = idle.compareTo(LONGEST_WAIT) < 0 ? idle : LONGEST_WAIT;
            boolean closed = false;
            while (!closed
                    && servers.values().stream().anyMatch(one -> one.idleFor().compareTo(idle) < 0)) {
                closed = any.awaitClosed(lookEvery);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ports.delete(directory);
            servers.values().forEach(FakeHttpServer::close);
        }
    }

    /** Where the fake of that name answers. */
    public URI uri(String name) {
        URI uri = ports.uris().get(requireNonNull(name, "name"));
        if (uri == null) {
            throw new IllegalArgumentException("fake is '" + name + "', but must be one of "
                    + ports.uris().keySet() + ", the names given to serve(…)");
        }
        return uri;
    }

    /** The test's hand on the fake of that name. */
    public FakeControl control(String name) {
        return new FakeControl(uri(name));
    }

    /** The operating system's number of the process. */
    public long pid() {
        return ports.pid();
    }

    /** Whether the process still runs. */
    public boolean isAlive() {
        return ports.isAlive();
    }

    /** Ends the process and waits until it has ended, at most ten seconds before it is killed. */
    public void stop() {
        ports.process().ifPresent(process -> {
            process.destroy();
            try {
                process.onExit().get(10, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                process.destroyForcibly();
                process.onExit().join();
            } catch (ExecutionException e) {
                throw new IllegalStateException("cannot wait for the fakes' process " + pid(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        ports.delete(directory);
    }

    @Override
    public String toString() {
        return "FakeProcess[pid " + pid() + ", " + ports.uris() + "]";
    }

    private static Process launch(Class<?> main, Path directory, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-XX:TieredStopAtLevel=1");
        command.add(FakesMain.class.getName());
        command.add(main.getName());
        command.add(directory.toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", classPath(main));
        File log = directory.resolve(LOG).toFile();
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        try {
            Files.createDirectories(directory);
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the fakes of " + directory, e);
        }
    }

    /** A build tool runs programs under a class loader of its own, and the system property then tells of the tool. */
    private static String classPath(Class<?> main) {
        if (main.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(FakeProcess::file)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path holds " + url + ", which names no file", e);
        }
    }

    private static String endOfLog(Path directory) {
        try {
            List<String> lines = Files.readAllLines(directory.resolve(LOG), StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }
}
