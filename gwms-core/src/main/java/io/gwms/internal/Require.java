package io.gwms.internal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of values that come in from outside; each failure names the value and what it must be. */
public final class Require {
    private Require() {}

    /** Fails with "{@code name} is {@code value}, but must be {@code mustBe}" unless {@code holds}. */
    public static void that(boolean holds, String name, Object value, String mustBe) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be " + mustBe);
        }
    }

    /** The same for a number, which needs no object unless it fails. */
    public static void that(boolean holds, String name, long value, String mustBe) {
        if (!holds) {
            that(false, name, (Object) value, mustBe);
        }
    }

    /** The text itself, when it holds anything but white space. */
    public static String text(String value, String name) {
        that(!requireNonNull(value, name).isBlank(), name, "blank", "a text of at least one character");
        return value;
    }

    /** An immutable copy that holds at least one element, none of them null. */
    public static <T> List<T> some(List<T> values, String name) {
        requireNonNull(values, name).forEach(value -> requireNonNull(value, () -> "an element of " + name));
        List<T> copy = List.copyOf(values);
        that(!copy.isEmpty(), name, "empty", "a list of at least one element");
        return copy;
    }

    /** Checks the ends of a range, either of which may be open, that it does not end before it begins. */
    public static void ordered(@Nullable Instant from, @Nullable Instant to) {
        that(from == null || to == null || !from.isAfter(to), "from", String.valueOf(from), "at or before " + to);
    }

    /** The number itself, when it is zero or more. */
    public static long zeroOrMore(long value, String name) {
        that(value >= 0, name, value, "0 or more");
        return value;
    }
}
