package io.gwms.internal;

import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The text of something of which most parts are left out, as the filters of a query: what is set, under its name. */
public final class Shown {
    private final StringJoiner parts;

    private Shown(String type) {
        this.parts = new StringJoiner(", ", type + "[", "]");
    }

    /** Nothing of it yet. */
    public static Shown of(Class<?> type) {
        return new Shown(type.getSimpleName());
    }

    /** With this part, unless it is null, false or empty. */
    public Shown with(String name, @Nullable Object value) {
        boolean leftOut = value == null
                || Boolean.FALSE.equals(value)
                || (value instanceof Collection<?> several && several.isEmpty())
                || (value instanceof Map<?, ?> pairs && pairs.isEmpty());
        if (!leftOut) {
            parts.add(name + "=" + value);
        }
        return this;
    }

    @Override
    public String toString() {
        return parts.toString();
    }
}
