package io.gwms.internal;

import io.gwms.order.Order;
import io.gwms.state.Change;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form in which every repository keeps and gives back a value: instants to the millisecond, text that every
 * database can hold. A value that is in that form already, as nearly all are, is given back as it is.
 */
public final class StoredForm {
    /** Types that have one form only, so that nobody has to look at a component of theirs. */
    private static final Set<Class<?>> FIXED = Set.of(Boolean.class, Integer.class, Long.class, Duration.class);

    /** A component that may have another form. */
    private record Part(int index, String where, MethodHandle read) {}

    private record Shape(List<Part> parts, List<MethodHandle> all, MethodHandle constructor) {}

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            List<Part> parts = new ArrayList<>();
            List<MethodHandle> all = new ArrayList<>();
            try {
                for (int i = 0; i < types.length; i++) {
                    types[i] = components[i].getType();
                    MethodHandle read = MethodHandles.lookup()
                            .unreflect(components[i].getAccessor())
                            .asType(MethodType.methodType(Object.class, Object.class));
                    all.add(read);
                    if (!types[i].isPrimitive() && !types[i].isEnum() && !FIXED.contains(types[i])) {
                        parts.add(new Part(i, type.getSimpleName() + "." + components[i].getName(), read));
                    }
                }
                MethodHandle constructor = MethodHandles.lookup()
                        .unreflectConstructor(type.getDeclaredConstructor(types))
                        .asSpreader(Object[].class, types.length)
                        .asType(MethodType.methodType(Object.class, Object[].class));
                return new Shape(List.copyOf(parts), List.copyOf(all), constructor);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type + " cannot be read or has no canonical constructor", e);
            }
        }
    };

    private static final int LONG = 64;
    private static final int NANOS_OF_A_MILLI = 1_000_000;

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
            return value instanceof Change.UpdateTask update && isStored(update) ? update : rebuilt(record);
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? list : formed(list, where);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> formed = new LinkedHashMap<>();
            map.forEach((key, element) -> formed.put(form(key, where), form(element, where)));
            return formed;
        }
        if (value instanceof Order order) {
            return rebuilt(order);
        }
        return value instanceof NewTask task ? rebuilt(task) : value;
    }

    /** Of a task's progress, of which there are more than of all else together, only what is written is looked at. */
    private static boolean isStored(Change.UpdateTask update) {
        SyncTask task = update.task();
        TaskAttempt round = update.attempt();
        return isStorable(task.thirdPartyNo())
                && isStorable(task.requestId())
                && isStorable(task.summary())
                && isStorable(task.error())
                && (update.keepsCheckpoint() || isStorable(task.checkpoint()))
                && (task.manualReason() == null
                        || isStorable(task.manualReason().value()))
                && isStored(task.lastExecutedAt())
                && isStored(task.nextExecutionAt())
                && isStored(task.finishedAt())
                && (round == null || isStored(round));
    }

    private static boolean isStored(TaskAttempt round) {
        return isStorable(round.cause())
                && isStorable(round.outcome())
                && isStorable(round.text())
                && isStored(round.startedAt())
                && isStored(round.endedAt());
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // whether milliseconds are whole shows in this part alone
    private static boolean isStored(@Nullable Instant instant) {
        return instant == null || instant.getNano() % NANOS_OF_A_MILLI == 0;
    }

    private static List<?> formed(List<?> list, String where) {
        List<Object> formed = new ArrayList<>(list.size());
        boolean changed = false;
        for (Object element : list) {
            Object form = form(element, where);
            formed.add(form);
            changed |= form != element;
        }
        return changed ? formed : list;
    }

    private static Object rebuilt(Record record) {
        Shape shape = SHAPES.get(record.getClass());
        @Nullable Object @Nullable [] changed = null;
        try {
            for (Part part : shape.parts) {
                Object value = part.read.invokeExact((Object) record);
                if (value == null) {
                    continue;
                }
                Object formed = form(value, part.where);
                if (formed != value && !formed.equals(value)) {
                    if (changed == null) {
                        changed = values(shape, record);
                    }
                    changed[part.index] = formed;
                }
            }
            return changed == null ? record : (Object) shape.constructor.invokeExact(changed);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(record.getClass() + " cannot be rebuilt", e);
        }
    }

    private static @Nullable Object[] values(Shape shape, Record record) throws Throwable {
        @Nullable Object[] values = new Object[shape.all.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (Object) shape.all.get(i).invokeExact((Object) record);
        }
        return values;
    }

    private static Order rebuilt(Order order) {
        return Order.first(
                        of(order.id()),
                        order.platformType(),
                        of(order.platform()),
                        checked(order.contentHash(), "Order.contentHash"),
                        of(order.lines()),
                        of(order.createdAt()))
                .stored(order.version(), of(order.updatedAt()))
                .acknowledge(order.acknowledge())
                .acknowledgedFor(ofNullable(order.acknowledgedFor()))
                .attempt(ofNullable(order.attempt()))
                .dispatches(of(order.dispatches()))
                .shipments(of(order.shipments()))
                .cancelRequest(order.cancelRequest())
                .closing(order.closing())
                .exceptions(of(order.exceptions()))
                .hold(checked(order.hold(), "Order.hold"), ofNullable(order.heldUntil()))
                .done();
    }

    private static <T> @Nullable T ofNullable(@Nullable T value) {
        return value == null ? null : of(value);
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

    /**
     * Whether every database can hold it as text: no NUL, no half a surrogate pair. A long text goes to UTF-8 and back,
     * which the Java runtime does many characters at once.
     */
    public static boolean isStorable(String text) {
        if (text.length() < LONG && isPlain(text)) {
            return true;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return text.indexOf(0) < 0 && text.equals(new String(bytes, StandardCharsets.UTF_8));
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String checked(String text, String where) {
        return isStorable(text) ? text : refused(text, where);
    }

    private static String refused(String text, String where) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException(
                        where + " holds a NUL at " + i + ", which no database stores as text;" + " take it out");
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException(where + " holds half a surrogate pair at " + i
                        + ", which is no character; take it out or restore the other half");
            }
        }
        return text;
    }
}
