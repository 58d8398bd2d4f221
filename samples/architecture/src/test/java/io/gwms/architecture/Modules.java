package io.gwms.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The five library modules as the rules see them: their main classes and their descriptors. */
final class Modules {
    static final String CORE = "gwms-core";

    static final Set<String> ALL =
            Set.of(CORE, "gwms-platform-connectors", "gwms-proxy-warehouse", "gwms-audit", "gwms-testkit");

    /** Matches both the jar of a module and its folder of classes, as {@code mvn verify} uses one and {@code mvn test} the other. */
    private static final Pattern ORIGIN = Pattern.compile("/(gwms-[a-z-]*[a-z])(?:-\\d[^/]*\\.jar!|/target/classes)/");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> ORIGIN.matcher(location.toString()).find())
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gwms");

    /** The folder that holds the modules. */
    static final Path ROOT = root();

    private static final Pattern EXPORT = Pattern.compile("exports ([\\w.]+);");

    private Modules() {}

    private static Path root() {
        Path place = Path.of("").toAbsolutePath();
        while (!Files.exists(place.resolve(CORE + "/pom.xml"))) {
            place = place.getParent();
        }
        return place;
    }

    /** The source folders of the packages that a module exports to everybody. */
    static List<Path> exported(String module) throws IOException {
        Path sources = ROOT.resolve(module).resolve("src/main/java");
        return EXPORT.matcher(Files.readString(sources.resolve("module-info.java")))
                .results()
                .map(export -> sources.resolve(export.group(1).replace('.', '/')))
                .toList();
    }

    /** The names of all top-level types of such a package. */
    static List<String> typesIn(Path home) throws IOException {
        String folder = home.toString().replace('\\', '/');
        String packageName =
                folder.substring(folder.lastIndexOf("/io/gwms") + 1).replace('/', '.');
        try (Stream<Path> files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
                    .map(name -> packageName + "." + name.substring(0, name.length() - ".java".length()))
                    .sorted()
                    .toList();
        }
    }

    static JavaClasses classes() {
        return CLASSES;
    }

    /** The module's folder name, such as {@code gwms-core}, or the empty string for a class of somebody else. */
    static String moduleOf(JavaClass type) {
        var origin = ORIGIN.matcher(
                type.getSource().map(source -> source.getUri().toString()).orElse(""));
        return origin.find() ? origin.group(1) : "";
    }

    /** What each module's descriptor declares. */
    static List<ModuleDescriptor> descriptors() throws IOException {
        var found = new ArrayList<ModuleDescriptor>();
        for (URL url : Collections.list(Modules.class.getClassLoader().getResources("module-info.class"))) {
            if (ORIGIN.matcher(url.toString()).find()) {
                try (InputStream descriptor = url.openStream()) {
                    found.add(ModuleDescriptor.read(descriptor));
                }
            }
        }
        return found;
    }

    static boolean isInternal(String packageName) {
        return (packageName + ".").contains(".internal.");
    }

    static boolean inCore(JavaClass type) {
        return moduleOf(type).equals(CORE);
    }
}
