package io.gwms.samples.quickstart;

import io.gwms.testkit.TimeSkipping;
import io.gwms.testkit.http.FakeControl;
import io.gwms.testkit.process.FakeProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sixty orders of a shop, all the way round: pulled in, handed to a warehouse, shipped, told back to the shop, and the
 * stock compared. A Shopify shop and a 4PX warehouse are played by another process over real HTTP; time is skipped; the
 * database is an SQLite file. Some things go wrong on the way, and nothing is lost or done twice.
 *
 * <p>Kill it whenever you like and start it again: it goes on. {@code --fresh} starts over, {@code --data DIR} says where
 * everything is kept ({@value #DATA} unless told).
 */
public final class Quickstart {
    private static final String DATA = "target/quickstart-data";

    private Quickstart() {}

    /** Runs it; ends with exit code 0 exactly if all that it claims is so. */
    public static void main(String[] arguments) {
        Path directory = Path.of(DATA);
        boolean fresh = false;
        List<String> rest = new ArrayList<>(List.of(arguments));
        while (!rest.isEmpty()) {
            String argument = rest.remove(0);
            if (argument.equals("--fresh")) {
                fresh = true;
            } else if (argument.equals("--data") && !rest.isEmpty()) {
                directory = Path.of(rest.remove(0));
            } else {
                System.err.println("argument is '" + argument + "', but must be --fresh or --data DIR");
                System.exit(2);
            }
        }
        if (!run(directory.toAbsolutePath().normalize(), fresh, System.out)) {
            System.exit(1);
        }
    }

    /** Runs it and says whether all that it claims is so. */
    static boolean run(Path directory, boolean fresh, PrintStream out) {
        if (fresh) {
            startOver(directory);
        }
        FakeProcess fakes = FakeProcess.start(QuickstartFakes.class, directory.resolve("fakes"));
        out.println("Everything is kept in " + directory + ".");
        out.println("The shop answers at " + fakes.uri(QuickstartFakes.SHOP) + ", the warehouse at "
                + fakes.uri(QuickstartFakes.WAREHOUSE) + " (process " + fakes.pid() + ", ends by itself).");
        FakeControl shop = fakes.control(QuickstartFakes.SHOP);
        FakeControl warehouse = fakes.control(QuickstartFakes.WAREHOUSE);
        TimeSkipping time = TimeSkipping.from(Scenario.START, shop, warehouse);
        try (Host host = Host.open(
                directory,
                Scenario.standard(),
                time,
                List.of(fakes.uri(QuickstartFakes.SHOP), fakes.uri(QuickstartFakes.WAREHOUSE)))) {
            time.drive(host.gwms());
            new Journey(host, time, shop, warehouse, out).travel();
            new Tables(host, out).print();
            return new Claims(host, shop, warehouse).print(out);
        }
    }

    private static void startOver(Path directory) {
        FakeProcess.find(directory.resolve("fakes")).ifPresent(FakeProcess::stop);
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start over in " + directory, e);
        }
    }
}
