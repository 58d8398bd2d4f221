package io.gwms.architecture;

import static java.util.stream.Collectors.joining;

import io.gwms.Incubating;
import io.gwms.ProviderType;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What others can use of a module, as text: a line for each type and, indented below it, a line for each member,
 * sorted. A question mark behind a type says that null may be there. Types and members that are neither public nor
 * protected are left out, as is what every record, enum and object has, and the constructor of a record with a builder.
 */
final class ApiText {
    /** How a line ends that promises nothing yet. */
    static final String INCUBATING = " @Incubating";

    /** What the line of an interface says that the SDK alone implements. */
    static final String PROVIDER = " @ProviderType";

    private ApiText() {}

    /** The lines of these types and of the types inside them. */
    static List<String> of(List<Class<?>> types) {
        Map<String, List<String>> blocks = new TreeMap<>();
        types.forEach(type -> add(type, blocks));
        return blocks.values().stream().flatMap(List::stream).toList();
    }

    private static void add(Class<?> type, Map<String, List<String>> blocks) {
        if (!isShown(type.getModifiers())) {
            return;
        }
        List<String> block = new ArrayList<>();
        block.add(header(type));
        Stream.of(fields(type), constructors(type), methods(type))
                .flatMap(lines -> lines.sorted())
                .forEach(line -> block.add("    " + line));
        blocks.put(type.getName(), block);
        Arrays.stream(type.getDeclaredClasses()).forEach(inner -> add(inner, blocks));
    }

    private static boolean isIncubating(Class<?> type) {
        return type.isAnnotationPresent(Incubating.class)
                || type.isMemberClass() && isIncubating(type.getDeclaringClass());
    }

    private static boolean isShown(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static boolean isShown(Member member) {
        return isShown(member.getModifiers()) && !member.isSynthetic();
    }

    private static String header(Class<?> type) {
        String line = type.getCanonicalName() + parameters(type) + " is " + kind(type);
        AnnotatedType parent = type.getAnnotatedSuperclass();
        if (parent != null && !type.isRecord() && !type.isEnum() && parent.getType() != Object.class) {
            line += " extends " + name(parent);
        }
        if (!type.isAnnotation() && type.getInterfaces().length > 0) {
            line += (type.isInterface() ? " extends " : " implements ")
                    + Arrays.stream(type.getAnnotatedInterfaces())
                            .map(ApiText::name)
                            .sorted()
                            .collect(joining(", "));
        }
        return line
                + (type.isAnnotationPresent(ProviderType.class) ? PROVIDER : "")
                + (isIncubating(type) ? INCUBATING : "");
    }

    private static String kind(Class<?> type) {
        int modifiers = type.getModifiers();
        String inner = type.isMemberClass() && !Modifier.isStatic(modifiers) ? "inner " : "";
        if (type.isAnnotation()) {
            return "annotation";
        }
        if (type.isInterface()) {
            return type.isSealed() ? "sealed interface" : "interface";
        }
        if (type.isRecord()) {
            return "record";
        }
        if (type.isEnum()) {
            return "enum";
        }
        String sealed = type.isSealed() ? "sealed " : "";
        String end = Modifier.isAbstract(modifiers) ? "abstract " : Modifier.isFinal(modifiers) ? "final " : "";
        return inner + sealed + end + "class";
    }

    private static Stream<String> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(ApiText::isShown)
                .map(field -> field.isEnumConstant() ? "constant " + field.getName() : line(field));
    }

    private static String line(Field field) {
        return modifiers(field.getModifiers()) + "field " + field.getName() + ": " + name(field.getAnnotatedType());
    }

    /** A record with a builder is made by it: its constructor grows with it, and is no promise. */
    private static Stream<String> constructors(Class<?> type) {
        boolean isBuilt = type.isRecord()
                && Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> isShown(method) && method.getName().equals("builder"));
        return isBuilt
                ? Stream.of()
                : Arrays.stream(type.getDeclaredConstructors())
                        .filter(ApiText::isShown)
                        .map(made -> modifiers(made.getModifiers()) + "new" + signature(made) + end(made));
    }

    private static Stream<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(ApiText::isShown)
                .filter(method -> !comesWithEveryType(method))
                .map(method -> modifiers(type, method) + method.getName() + parameters(method) + signature(method)
                        + ": " + name(method.getAnnotatedReturnType()) + end(method));
    }

    private static boolean comesWithEveryType(Method method) {
        String name = method.getName();
        return switch (method.getParameterCount()) {
            case 0 ->
                name.equals("hashCode")
                        || name.equals("toString")
                        || name.equals("values") && method.getDeclaringClass().isEnum();
            case 1 ->
                name.equals("equals") && method.getParameterTypes()[0] == Object.class
                        || name.equals("valueOf") && method.getDeclaringClass().isEnum();
            default -> false;
        };
    }

    private static String modifiers(Class<?> type, Method method) {
        String abstracted = Modifier.isAbstract(method.getModifiers()) ? "abstract " : "";
        String last = Modifier.isFinal(method.getModifiers()) && !Modifier.isFinal(type.getModifiers()) ? "final " : "";
        return modifiers(method.getModifiers()) + abstracted + last;
    }

    private static String modifiers(int modifiers) {
        return (Modifier.isProtected(modifiers) ? "protected " : "") + (Modifier.isStatic(modifiers) ? "static " : "");
    }

    private static String signature(Executable code) {
        return Arrays.stream(code.getAnnotatedParameterTypes())
                .map(ApiText::name)
                .collect(joining(", ", "(", ")"));
    }

    private static String end(Executable code) {
        String thrown = Arrays.stream(code.getExceptionTypes())
                .filter(type -> !RuntimeException.class.isAssignableFrom(type))
                .map(Class::getName)
                .sorted()
                .collect(joining(", "));
        return (thrown.isEmpty() ? "" : " throws " + thrown)
                + (code.isAnnotationPresent(Incubating.class) ? INCUBATING : "");
    }

    private static String parameters(GenericDeclaration generic) {
        if (generic.getTypeParameters().length == 0) {
            return "";
        }
        return Arrays.stream(generic.getTypeParameters())
                .map(parameter -> parameter.getName() + bounds(parameter.getAnnotatedBounds()))
                .collect(joining(", ", "<", ">"));
    }

    private static String bounds(AnnotatedType[] bounds) {
        String text = Arrays.stream(bounds)
                .map(ApiText::name)
                .filter(name -> !name.equals("Object"))
                .collect(joining(" & "));
        return text.isEmpty() ? "" : " extends " + text;
    }

    private static String name(AnnotatedType type) {
        String suffix = Arrays.stream(type.getAnnotations()).anyMatch(ApiText::isNullable) ? "?" : "";
        if (type instanceof AnnotatedArrayType array) {
            return name(array.getAnnotatedGenericComponentType()) + "[]" + suffix;
        }
        if (type instanceof AnnotatedParameterizedType generic) {
            return simple(((ParameterizedType) generic.getType()).getRawType())
                    + Arrays.stream(generic.getAnnotatedActualTypeArguments())
                            .map(ApiText::name)
                            .collect(joining(", ", "<", ">"))
                    + suffix;
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return wildcard.getAnnotatedLowerBounds().length > 0
                    ? "? super " + name(wildcard.getAnnotatedLowerBounds()[0])
                    : "?" + bounds(wildcard.getAnnotatedUpperBounds());
        }
        return (type instanceof AnnotatedTypeVariable ? type.getType().getTypeName() : simple(type.getType())) + suffix;
    }

    private static boolean isNullable(Annotation annotation) {
        return annotation.annotationType().getSimpleName().equals("Nullable");
    }

    private static String simple(Type type) {
        String name = type instanceof Class<?> known ? known.getCanonicalName() : type.getTypeName();
        return name.startsWith("java.lang.") && name.indexOf('.', "java.lang.".length()) < 0
                ? name.substring("java.lang.".length())
                : name;
    }
}
