package io.gwms.audit.export;

import io.gwms.jdbc.EmbeddedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/**
 * What the command line asks for.
 *
 * @param what the kind of thing whose calls are wanted: task, order, correlation or call
 * @param which that thing
 */
record ExportArguments(DataSource database, String what, String which, Form form, Path folder) {
    static final String USAGE = """
        usage: ExportMain (--file FILE | --url JDBC-URL [--user NAME], the password being in GWMS_DB_PASSWORD)
                          (--task ID | --order STORE/ID | --correlation TEXT | --call ID)
                          [--as cassette | har | curl] --to FOLDER""";

    private static final List<String> THINGS = List.of("task", "order", "correlation", "call");
    private static final List<String> ALL =
            List.of("file", "url", "user", "task", "order", "correlation", "call", "as", "to");

    /** A form to write calls in. */
    enum Form {
        CASSETTE(".cassette.json"),
        HAR(".har"),
        CURL(".sh");

        private final String ending;

        Form(String ending) {
            this.ending = ending;
        }

        String ending() {
            return ending;
        }
    }

    static ExportArguments of(List<String> words) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            String name = words.get(i).startsWith("--") ? words.get(i).substring(2) : words.get(i);
            require(ALL.contains(name), "'" + words.get(i) + "' is not known");
            require(i + 1 < words.size(), "'" + words.get(i) + "' has no value");
            given.put(name, words.get(i + 1));
        }
        List<String> things = THINGS.stream().filter(given::containsKey).toList();
        require(things.size() == 1, "Exactly one of --task, --order, --correlation and --call must say what to export");
        String form = given.getOrDefault("as", "cassette").toUpperCase(Locale.ROOT);
        require(List.of("CASSETTE", "HAR", "CURL").contains(form), "--as is cassette, har or curl");
        String what = things.get(0);
        require(
                !what.equals("task") || given.getOrDefault("task", "").matches("[1-9][0-9]{0,17}"),
                "--task is the number of a task");
        return new ExportArguments(
                database(given),
                what,
                given.getOrDefault(what, ""),
                Form.valueOf(form),
                Path.of(text(given, "to", "--to must name the folder to write to")));
    }

    private static DataSource database(Map<String, String> given) {
        require(given.containsKey("file") != given.containsKey("url"), "Either --file or --url must name the database");
        String file = given.get("file");
        require(file == null || Files.isRegularFile(Path.of(file)), "There is no file '" + file + "'");
        return file != null
                ? EmbeddedDatabase.file(Path.of(file))
                : new UrlDataSource(text(given, "url", "--url"), given.getOrDefault("user", ""));
    }

    private static String text(Map<String, String> given, String name, String missing) {
        String value = given.get(name);
        if (value == null) {
            throw new IllegalArgumentException(missing);
        }
        return value;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** What the file is called: what it is of, in letters that every file system takes. */
    String name() {
        return what + "-" + which.replaceAll("[^A-Za-z0-9._-]+", "-");
    }
}
