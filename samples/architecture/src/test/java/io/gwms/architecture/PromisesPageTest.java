package io.gwms.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of docs/promises.md names an API that is promised and a test that exists. */
class PromisesPageTest {
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Pattern TYPE = Pattern.compile("io\\.gwms\\.[a-z.]*([A-Z]\\S*) is .*");
    private static final Pattern MEMBER = Pattern.compile("(\\w+)(<.*>)?\\(.*");

    @Test
    void everyPromiseHasAnApiAndATest() throws IOException {
        Map<String, String> api = api();
        Map<String, String> tests = tests();
        List<String> wrong = new ArrayList<>();
        for (String row : Files.readAllLines(Modules.ROOT.resolve("docs/promises.md"))) {
            if (row.startsWith("| ") && !row.startsWith("| promise ")) {
                String[] cells = row.split("\\|");
                check(cells[2], api, wrong, row);
                check(cells[3], tests, wrong, row);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(String cell, Map<String, String> known, List<String> wrong, String row) {
        Matcher name = NAME.matcher(cell);
        if (!name.find()) {
            wrong.add("names nothing:" + cell + "in " + row);
        }
        name.reset();
        while (name.find()) {
            String wanted = name.group(1);
            int dot = wanted.lastIndexOf('.');
            boolean member = dot > 0 && Character.isLowerCase(wanted.charAt(dot + 1));
            String text = known.get(member ? wanted.substring(0, dot) : wanted);
            if (text == null || (member && !text.contains(" " + wanted.substring(dot + 1) + "("))) {
                wrong.add(wanted + " in " + row);
            }
        }
    }

    /** The promised types, and the names of the members of each. */
    private static Map<String, String> api() throws IOException {
        Map<String, String> types = new HashMap<>();
        for (String module : Modules.ALL) {
            StringBuilder members = new StringBuilder();
            String type = "";
            for (String line : Files.readAllLines(Modules.ROOT.resolve("docs/api/" + module + ".txt"))) {
                Matcher begins = TYPE.matcher(line);
                if (begins.matches()) {
                    types.put(type, members.toString());
                    type = begins.group(1);
                    members.setLength(0);
                } else {
                    Matcher member = MEMBER.matcher(line);
                    if (member.find()) {
                        members.append(' ').append(member.group(1)).append('(');
                    }
                }
            }
            types.put(type, members.toString());
        }
        return types;
    }

    /** The sources of classes with tests. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : Modules.ALL) {
            for (String part : List.of("src/test/java", "src/main/java")) {
                Path root = Modules.ROOT.resolve(module).resolve(part);
                if (Files.exists(root)) {
                    try (Stream<Path> files = Files.walk(root)) {
                        for (Path file :
                                files.filter(PromisesPageTest::mayHoldTests).toList()) {
                            String name = file.getFileName().toString();
                            sources.merge(name.substring(0, name.length() - 5), Files.readString(file), String::concat);
                        }
                    }
                }
            }
        }
        return sources;
    }

    private static boolean mayHoldTests(Path file) {
        return file.toString().matches(".*(Test|Contract|Clauses)\\.java");
    }
}
