package io.gwms.internal;

import io.gwms.task.NewTask;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form in which every repository keeps and gives back a value: instants to the millisecond, text that every
 * database can hold.
 */
public final class StoredForm {
    private record Part(Method accessor, String name) {
        @Nullable
        Object of(Record record) throws ReflectiveOperationException {
            return accessor.invoke(record);
        }
    }

    /** A record class; {@code texts} are those of its parts that may hold a text or an instant. */
    private record Shape(List<Part> parts, List<Part> texts, Constructor<?> constructor) {}

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            List<Part> parts = new ArrayList<>();
            List<Part> texts = new ArrayList<>();
            for (int i = 0; i < types.length; i++) {
                types[i] = components[i].getType();
                Part part = new Part(components[i].getAccessor(), type.getSimpleName() + "." + components[i].getName());
                parts.add(part);
                if (!isPlain(types[i])) {
                    texts.add(part);
                }
            }
            try {
                return new Shape(parts, texts, type.getDeclaredConstructor(types));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(type + " has no canonical constructor", e);
            }
        }
    };

    private StoredForm() {}

    private static boolean isPlain(Class<?> type) {
        return type.isPrimitive() || type.isEnum() || Number.class.isAssignableFrom(type);
    }

    /**
     * The value as it is stored: a record of the SDK with all that is in it.
     *
     * @throws IllegalArgumentException if a text holds a NUL or half a surrogate pair
     */
    @SuppressWarnings("unchecked") // every branch gives back the type it was given
    public static <T> T of(T value) {
        return (T) form(value, value.getClass().getSimpleName());
    }

    private static Object form(Object value, String where) {
        if (value instanceof String text) {
            return checked(text, where);
        }
        if (value instanceof Instant instant) {
            Instant cut = Instant.ofEpochMilli(instant.toEpochMilli());
            return cut.equals(instant) ? instant : cut;
        }
        if (value instanceof Record record) {
            return rebuilt(record);
        }
        if (value instanceof List<?> list) {
            return formed(list, where);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> formed = new LinkedHashMap<>();
            map.forEach((key, element) -> formed.put(form(key, where), form(element, where)));
            return formed.equals(map) ? map : formed;
        }
        return value instanceof NewTask task ? rebuilt(task) : value;
    }

    /** The list itself when nothing in it changes, which is nearly always. */
    @SuppressWarnings("ReferenceEquality") // the same object means nothing has changed
    private static List<?> formed(List<?> list, String where) {
        @Nullable List<Object> formed = null;
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            Object form = form(element, where);
            if (form != element) {
                formed = formed == null ? new ArrayList<>(list) : formed;
                formed.set(i, form);
            }
        }
        return formed == null ? list : formed;
    }

    @SuppressWarnings("ReferenceEquality") // the same object means nothing has changed
    private static boolean isChanged(Record record, Shape shape) throws ReflectiveOperationException {
        for (Part part : shape.texts) {
            Object value = part.of(record);
            if (value != null && form(value, part.name) != value) {
                return true;
            }
        }
        return false;
    }

    private static Object rebuilt(Record record) {
        Shape shape = SHAPES.get(record.getClass());
        try {
            if (!isChanged(record, shape)) {
                return record;
            }
            @Nullable Object[] values = new Object[shape.parts.size()];
            for (int i = 0; i < values.length; i++) {
                Part part = shape.parts.get(i);
                Object value = part.of(record);
                values[i] = value == null ? null : form(value, part.name);
            }
            return shape.constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getClass() + " cannot be read", e);
        }
    }

    private static NewTask rebuilt(NewTask task) {
        NewTask formed = NewTask.of(
                        of(task.type()),
                        checked(task.key(), "NewTask.key"),
                        of(task.businessType()),
                        checked(task.businessNo(), "NewTask.businessNo"),
                        of(task.createdAt()))
                .dueAt(of(task.dueAt()))
                .payload(checked(task.payload(), "NewTask.payload"));
        return task.route().map(route -> formed.route(of(route))).orElse(formed);
    }

    private static String checked(String text, String where) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException(
                        where + " holds a NUL at " + i + ", which no database stores as text;" + " take it out");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    throw new IllegalArgumentException(where + " holds half a surrogate pair at " + i
                            + ", which is no character; take it out or restore the other half");
                }
            }
        }
        return text;
    }
}
