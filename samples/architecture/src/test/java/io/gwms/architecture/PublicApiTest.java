package io.gwms.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The text of the API in docs/api is what the modules export, so that each change of it is seen and meant. */
class PublicApiTest {
    private static final String RENEW = "mvn -q -pl samples/architecture -am test -Dtest=PublicApiTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dgwms.api.renew";

    @TestFactory
    Stream<DynamicTest> theTextIsTheApi() {
        return Modules.ALL.stream()
                .sorted()
                .map(module -> DynamicTest.dynamicTest(module, () -> compare(module, text(module))));
    }

    private static void compare(String module, List<String> now) throws IOException {
        Path file = Modules.ROOT.resolve("docs/api/" + module + ".txt");
        if (System.getProperty("gwms.api.renew") != null) {
            Files.createDirectories(file.getParent());
            Files.write(file, now);
        }
        List<String> written = Files.exists(file) ? Files.readAllLines(file) : List.of();
        if (!written.equals(now)) {
            fail(
                    "docs/api/%s.txt is not what the module exports.\n%s\nIf that is meant: %s\nand add a line to CHANGELOG.md (VERSIONING.md says what may break when)."
                            .formatted(module, ApiChanges.between(written, now), RENEW));
        }
    }

    @Test
    void noSignatureShowsAnInternalType() throws ReflectiveOperationException, IOException {
        assertThat(lines()).noneMatch(line -> line.contains(".internal."));
    }

    /** What is final, sealed, abstract or a record can be extended as meant, and by nobody else. */
    @Test
    void nothingButTheExceptionCanBeExtendedUnawares() throws ReflectiveOperationException, IOException {
        assertThat(lines())
                .filteredOn(line -> line.contains(" is class"))
                .containsExactly("io.gwms.GwmsException is class extends RuntimeException");
    }

    private static List<String> lines() throws ReflectiveOperationException, IOException {
        List<String> lines = new ArrayList<>();
        for (String module : Modules.ALL) {
            lines.addAll(text(module));
        }
        return lines;
    }

    private static List<String> text(String module) throws IOException, ReflectiveOperationException {
        List<Class<?>> types = new ArrayList<>();
        for (Path home : Modules.exported(module)) {
            for (String type : Modules.typesIn(home)) {
                types.add(Class.forName(type, false, PublicApiTest.class.getClassLoader()));
            }
        }
        return ApiText.of(types);
    }
}
