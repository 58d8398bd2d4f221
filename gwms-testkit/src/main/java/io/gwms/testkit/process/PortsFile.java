package io.gwms.testkit.process;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Says which process plays the fakes of a directory and where they answer. The process is known by its number and, because
 * numbers are used again, by the moment it started.
 */
record PortsFile(long pid, Instant startedAt, Map<String, URI> uris) {
    static final String NAME = "fakes.properties";
    private static final String URI_PREFIX = "uri.";
    /** Linux counts from the boot, whose moment shifts a little when the machine's clock is set. */
    private static final Duration CLOCK_SHIFT = Duration.ofSeconds(10);

    static PortsFile ofThisProcess(Map<String, URI> uris) {
        ProcessHandle self = ProcessHandle.current();
        return new PortsFile(self.pid(), startOf(self), new TreeMap<>(uris));
    }

    /** What the directory says; empty when there is no file. */
    static Optional<PortsFile> read(Path directory) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve(NAME), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the ports file in " + directory, e);
        }
        var uris = new TreeMap<String, URI>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(URI_PREFIX)) {
                uris.put(name.substring(URI_PREFIX.length()), URI.create(properties.getProperty(name)));
            }
        }
        return Optional.of(new PortsFile(
                Long.parseLong(properties.getProperty("pid", "0")), Instant.parse(properties.getProperty("startedAt", "1970-01-01T00:00:00Z")), uris));
    }

    /** Puts the file in place in one step: whoever looks sees all of it or none. */
    void write(Path directory) {
        var properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("startedAt", startedAt.toString());
        uris.forEach((name, uri) -> properties.setProperty(URI_PREFIX + name, uri.toString()));
        Path written = directory.resolve(NAME + "." + pid);
        try {
            try (Writer writer = Files.newBufferedWriter(written, StandardCharsets.UTF_8)) {
                properties.store(writer, null);
            }
            Files.move(
                    written,
                    directory.resolve(NAME),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the ports file in " + directory, e);
        }
    }

    /** Takes the file away, unless it is another process's by now. */
    void delete(Path directory) {
        try {
            if (read(directory).filter(this::equals).isPresent()) {
                Files.deleteIfExists(directory.resolve(NAME));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the ports file in " + directory, e);
        }
    }

    boolean isAlive() {
        return process().isPresent();
    }

    /** The process, if it is still that one. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        Duration.between(startOf(process), startedAt).abs().compareTo(CLOCK_SHIFT) < 0);
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
