package io.gwms.platform.reading;

import io.gwms.outcome.Outcome;
import io.gwms.platform.StoreSession;
import java.util.List;
import java.util.function.BiFunction;

/** Answers a request element by element, where a platform takes one at a time (PlatformConnector, rules 6 and 7). */
public final class OneByOne {
    private OneByOne() {}

    /** The outcome of each element, in the order asked. */
    public static <E, T> List<Outcome<T>> each(
            StoreSession session, List<E> elements, BiFunction<StoreSession, E, Outcome<T>> call) {
        return elements.stream().map(element -> call.apply(session, element)).toList();
    }
}
