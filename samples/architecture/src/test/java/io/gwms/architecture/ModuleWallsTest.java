package io.gwms.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Between modules: no shared package, and no way into another's internals. */
class ModuleWallsTest {
    /** Internal packages of core that the sibling modules build on; module-info exports them to these only. */
    private static final Set<String> SHARED_WITH_SIBLINGS =
            Set.of("io.gwms.internal", "io.gwms.internal.jdbc", "io.gwms.internal.json");

    @Test
    void theRulesSeeEveryModule() {
        var seen = new HashSet<String>();
        Modules.classes().forEach(type -> seen.add(Modules.moduleOf(type)));

        assertThat(seen).containsExactlyInAnyOrderElementsOf(Modules.ALL);
    }

    @Test
    void noPackageIsInTwoModules() {
        Map<String, Set<String>> modulesByPackage = new TreeMap<>();
        for (JavaClass type : Modules.classes()) {
            modulesByPackage
                    .computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                    .add(Modules.moduleOf(type));
        }

        assertThat(modulesByPackage)
                .allSatisfy((name, modules) -> assertThat(modules)
                        .as("modules that hold the package %s", name)
                        .hasSize(1));
    }

    @Test
    void noModuleUsesTheInternalsOfAnother() {
        classes().should(stayOutOfForeignInternals()).check(Modules.classes());
    }

    @Test
    void internalsAreExportedToNamedSiblingsAtMost() throws IOException {
        assertThat(Modules.descriptors())
                .hasSameSizeAs(Modules.ALL)
                .allSatisfy(module -> assertThat(module.exports())
                        .filteredOn(export -> Modules.isInternal(export.source()))
                        .as("internal packages that %s exports to everybody", module.name())
                        .allMatch(ModuleDescriptor.Exports::isQualified));
    }

    private static ArchCondition<JavaClass> stayOutOfForeignInternals() {
        return new ArchCondition<>("stay out of the internal packages of other modules") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                    JavaClass used = dependency.getTargetClass().getBaseComponentType();
                    if (isClosed(used) && !Modules.moduleOf(used).equals(Modules.moduleOf(user))) {
                        events.add(violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isClosed(JavaClass type) {
        String home = type.getPackageName();
        return Modules.isInternal(home) && !SHARED_WITH_SIBLINGS.contains(home);
    }
}
