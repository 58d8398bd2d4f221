package io.gwms.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.testkit.amazonvendor.AmazonVendorFaults;
import io.gwms.testkit.makro.MakroFaults;
import io.gwms.testkit.shopee.ShopeeFaults;
import io.gwms.testkit.shopify.ShopifyFaults;
import io.gwms.testkit.takealot.TakealotFaults;
import io.gwms.testkit.woocommerce.WooFaults;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each fake's page in docs/fakes names all of its switches, and only tests that exist. */
class FakePagesTest {
    private static final Path PAGES = Path.of("..", "docs", "fakes");
    private static final Path TESTS = Path.of("src", "test", "java", "io", "gwms", "testkit");
    private static final Pattern QUOTED = Pattern.compile("`(?:\\w+Test\\.)?([a-z]\\w+)`");

    @TestFactory
    Stream<DynamicTest> thePageNamesEverySwitch() {
        return Stream.of(
                        AmazonVendorFaults.class,
                        MakroFaults.class,
                        ShopeeFaults.class,
                        ShopifyFaults.class,
                        TakealotFaults.class,
                        WooFaults.class)
                .map(switches -> DynamicTest.dynamicTest(
                        switches.getSimpleName(),
                        () -> compare(switches.getPackageName().substring("io.gwms.testkit.".length()), switches)));
    }

    private static void compare(String fake, Class<?> switches) throws IOException {
        String page = Files.readString(PAGES.resolve(fake + ".md"), StandardCharsets.UTF_8);
        Set<String> named = Arrays.stream(switches.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(page)
                        .as("docs/fakes/" + fake + ".md, the table of switches")
                        .contains("`" + name + "`"));
        assertThat(testsNamedIn(page))
                .isNotEmpty()
                .allSatisfy(test ->
                        assertThat(testsOf(fake)).as("the tests of the fake").contains("void " + test + "("));
    }

    /** The quoted words of the last column. */
    private static List<String> testsNamedIn(String page) {
        return page.lines()
                .filter(line -> line.startsWith("|") && line.endsWith("` |"))
                .map(line -> line.substring(line.lastIndexOf('|', line.length() - 2)))
                .flatMap(column -> QUOTED.matcher(column).results())
                .map(found -> found.group(1))
                .toList();
    }

    private static String testsOf(String fake) throws IOException {
        try (Stream<Path> files = Files.list(TESTS.resolve(fake))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.UTF_8));
            }
            return all.toString();
        }
    }
}
