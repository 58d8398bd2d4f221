package io.gwms.audit.export;

import io.gwms.audit.jdbc.JdbcAudit;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallLog;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.Cassette;
import io.gwms.order.OrderId;
import io.gwms.task.TaskId;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one command that turns a report into a file: the calls of a task, an order, a run or one call, as a cassette, an
 * HTTP archive or curl commands. A cassette in the folder of a {@code CassetteContract} is a test.
 *
 * <pre>
 * java -cp … io.gwms.audit.export.ExportMain --file gwms.db --task 4711 --to src/test/resources/cassettes
 * </pre>
 */
public final class ExportMain {
    private static final int PAGE = 500;

    private ExportMain() {}

    /** Writes one file into the folder and says which. */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /** What {@link #main} does, for a program that goes on: 0 when a file was written, 1 when nothing was found, 2 for arguments that say nothing. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) throws IOException {
        ExportArguments given;
        try {
            given = ExportArguments.of(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage() + System.lineSeparator() + ExportArguments.USAGE);
            return 2;
        }
        List<ApiCall> calls;
        try (JdbcAudit database = JdbcAudit.open(given.database())) {
            calls = found(given, database.calls());
        }
        if (calls.isEmpty()) {
            err.println("No call of " + given.what() + " '" + given.which() + "' is in the log.");
            return 1;
        }
        Path file = given.folder().resolve(given.name() + given.form().ending());
        Files.createDirectories(given.folder());
        Files.writeString(file, text(given, calls));
        out.println(calls.size() + (calls.size() == 1 ? " call" : " calls") + " written to " + file);
        return 0;
    }

    private static List<ApiCall> found(ExportArguments given, ApiCallLog log) {
        return switch (given.what()) {
            case "task" -> CallExport.calls(log, ApiCallQuery.ofTask(new TaskId(Long.parseLong(given.which())), PAGE));
            case "order" -> CallExport.calls(log, ApiCallQuery.ofOrder(OrderId.parse(given.which()), PAGE));
            case "call" -> log.find(given.which()).stream().toList();
            default -> CallExport.calls(log, ApiCallQuery.correlated(given.which(), PAGE));
        };
    }

    private static String text(ExportArguments given, List<ApiCall> calls) {
        return switch (given.form()) {
            case CASSETTE -> Cassette.of(given.name(), calls).text();
            case HAR -> CallExport.har(calls);
            case CURL -> calls.stream().map(CallExport::curl).collect(Collectors.joining("\n\n", "", "\n"));
        };
    }
}
