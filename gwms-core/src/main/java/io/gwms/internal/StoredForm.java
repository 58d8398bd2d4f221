package io.gwms.internal;

import io.gwms.task.NewTask;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The form in which every repository keeps and gives back a value: instants to the millisecond, text that every
 * database can hold.
 */
public final class StoredForm {
    private record Shape(List<RecordComponent> components, Constructor<?> constructor) {}

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < types.length; i++) {
                types[i] = components[i].getType();
            }
            try {
                return new Shape(List.of(components), type.getDeclaredConstructor(types));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(type + " has no canonical constructor", e);
            }
        }
    };

    private StoredForm() {}

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
            List<Object> formed = new ArrayList<>(list.size());
            list.forEach(element -> formed.add(form(element, where)));
            return formed;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> formed = new LinkedHashMap<>();
            map.forEach((key, element) -> formed.put(form(key, where), form(element, where)));
            return formed;
        }
        return value instanceof NewTask task ? rebuilt(task) : value;
    }

    private static Object rebuilt(Record record) {
        Shape shape = SHAPES.get(record.getClass());
        @Nullable Object[] values = new Object[shape.components.size()];
        boolean changed = false;
        try {
            for (int i = 0; i < values.length; i++) {
                RecordComponent component = shape.components.get(i);
                Object value = component.getAccessor().invoke(record);
                values[i] = value == null
                        ? null
                        : form(value, record.getClass().getSimpleName() + "." + component.getName());
                changed |= !Objects.equals(value, values[i]);
            }
            return changed ? shape.constructor.newInstance(values) : record;
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
