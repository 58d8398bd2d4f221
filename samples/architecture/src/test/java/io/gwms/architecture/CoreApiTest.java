package io.gwms.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a host sees of gwms-core: never a type of OkHttp, Guava or Jackson, so that core can replace them. */
class CoreApiTest {
    /** The one package that is about OkHttp, for hosts that bring their own client. */
    private static final String OKHTTP_HOME = "io.gwms.okhttp";

    /** The one package that is about Micrometer, for hosts that have it. */
    private static final String MICROMETER_HOME = "io.gwms.micrometer";

    private static final List<String> OKHTTP = List.of("okhttp3.", "okio.", "kotlin.");
    private static final List<String> HIDDEN =
            List.of("okhttp3.", "okio.", "kotlin.", "com.google.common.", "com.google.thirdparty.", "com.fasterxml.");

    @Test
    void coreShowsNoTypeOfOkHttpGuavaOrJackson() {
        classes()
                .that(describe("are public API of core", CoreApiTest::isApi))
                .should(showNothingHidden())
                .allowEmptyShould(true)
                .check(Modules.classes());
    }

    @Test
    void inCoreOkHttpStaysInItsOwnPackage() {
        noClasses()
                .that(describe(
                        "are of core, outside " + OKHTTP_HOME,
                        type -> Modules.inCore(type) && !type.getPackageName().equals(OKHTTP_HOME)))
                .should()
                .dependOnClassesThat(describe("belong to OkHttp", type -> belongsTo(OKHTTP, type)))
                .check(Modules.classes());
    }

    @Test
    void inCoreMicrometerStaysInItsOwnPackage() {
        noClasses()
                .that(describe(
                        "are of core, outside " + MICROMETER_HOME,
                        type -> Modules.inCore(type) && !type.getPackageName().equals(MICROMETER_HOME)))
                .should()
                .dependOnClassesThat(
                        describe("belong to Micrometer", type -> belongsTo(List.of("io.micrometer."), type)))
                .check(Modules.classes());
    }

    private static boolean isApi(JavaClass type) {
        return Modules.inCore(type) && isVisible(type) && !Modules.isInternal(type.getPackageName());
    }

    private static boolean isVisible(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(CoreApiTest::isVisible).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(PUBLIC) || modifiers.contains(PROTECTED);
    }

    private static boolean belongsTo(List<String> libraries, JavaClass type) {
        String name = type.getBaseComponentType().getName();
        return libraries.stream().anyMatch(name::startsWith);
    }

    private static ArchCondition<JavaClass> showNothingHidden() {
        return new ArchCondition<>("show no type of OkHttp, Guava or Jackson") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                List<String> hidden = type.getPackageName().equals(OKHTTP_HOME)
                        ? HIDDEN.stream().filter(name -> !OKHTTP.contains(name)).toList()
                        : HIDDEN;
                Stream.concat(shownByHeader(type), shownByMembers(type))
                        .filter(shown -> belongsTo(hidden, shown.type()))
                        .forEach(shown -> events.add(violated(
                                type,
                                "%s shows %s"
                                        .formatted(shown.where(), shown.type().getName()))));
            }
        };
    }

    /** A type that a reader of the API meets, and where. */
    private record Shown(String where, JavaClass type) {}

    private static Stream<Shown> shownByHeader(JavaClass type) {
        var types = new ArrayList<JavaType>(type.getInterfaces());
        type.getSuperclass().ifPresent(types::add);
        type.getTypeParameters().forEach(parameter -> types.addAll(parameter.getUpperBounds()));
        return Stream.concat(raw(type.getFullName(), types), annotations(type.getFullName(), type.getAnnotations()));
    }

    private static Stream<Shown> shownByMembers(JavaClass type) {
        return type.getMembers().stream()
                .filter(member -> isVisible(member.getModifiers()))
                .flatMap(member -> {
                    var types = new ArrayList<JavaType>();
                    if (member instanceof JavaField field) {
                        types.add(field.getType());
                    } else if (member instanceof JavaCodeUnit code) {
                        types.add(code.getReturnType());
                        types.addAll(code.getParameterTypes());
                        types.addAll(code.getExceptionTypes());
                        code.getTypeParameters().forEach(parameter -> types.addAll(parameter.getUpperBounds()));
                    }
                    return Stream.concat(
                            raw(member.getFullName(), types),
                            annotations(member.getFullName(), member.getAnnotations()));
                });
    }

    private static Stream<Shown> raw(String where, Collection<? extends JavaType> types) {
        return types.stream()
                .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .map(type -> new Shown(where, type));
    }

    private static Stream<Shown> annotations(String where, Collection<? extends JavaAnnotation<?>> annotations) {
        return annotations.stream().map(annotation -> new Shown(where, annotation.getRawType()));
    }
}
