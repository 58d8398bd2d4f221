package io.gwms.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

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

    private Modules() {}

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
