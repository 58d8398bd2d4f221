package io.gwms.outcome;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/**
 * What became of something that was asked of the far side: {@link Done}, {@link Refused} (surely not
 * done) or {@link Unknown} (it may have been done).
 *
 * <p>There are these three cases for ever; growth goes into {@link RefusalCode}. An unknown outcome
 * is never repeated blindly: ask the far side first.
 *
 * @param <T> what a done outcome holds
 */
public sealed interface Outcome<T> {

    /** Runs the one case that fits. */
    <R> R fold(Cases<? super T, ? extends R> cases);

    /** A function for each case; {@link Outcome#fold} runs the one that fits. */
    interface Cases<T, R> {
        /** The far side did it and answered. */
        R done(T value);

        /** The far side surely did not do it. */
        R refused(Refusal refusal);

        /** No usable answer came: it may have been done. */
        R unknown(String cause);
    }

    /** It was done. */
    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    /** It was surely not done. */
    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    /** It was surely not done, and asking again unchanged will not help. */
    static <T> Outcome<T> refused(RefusalCode code, String text) {
        return new Refused<>(Refusal.permanent(code, text));
    }

    /** It may have been done; {@code cause} is redacted text for a person. */
    static <T> Outcome<T> unknown(String cause) {
        return new Unknown<>(cause);
    }

    /** The value of a done outcome. */
    default Optional<T> asDone() {
        return this instanceof Done<T> done ? Optional.of(done.value) : Optional.empty();
    }

    /** Turns a done value into another outcome; the other cases stay what they are. */
    default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
        return fold(new Cases<T, Outcome<R>>() {
            @Override
            public Outcome<R> done(T value) {
                return next.apply(value);
            }

            @Override
            public Outcome<R> refused(Refusal refusal) {
                return new Refused<>(refusal);
            }

            @Override
            public Outcome<R> unknown(String cause) {
                return new Unknown<>(cause);
            }
        });
    }

    /** The far side did it and answered. */
    record Done<T>(T value) implements Outcome<T> {
        public Done {
            requireNonNull(value, "value");
        }

        @Override
        public <R> R fold(Cases<? super T, ? extends R> cases) {
            return cases.done(value);
        }
    }

    /** The far side surely did not do it. */
    record Refused<T>(Refusal refusal) implements Outcome<T> {
        public Refused {
            requireNonNull(refusal, "refusal");
        }

        @Override
        public <R> R fold(Cases<? super T, ? extends R> cases) {
            return cases.refused(refusal);
        }
    }

    /** No usable answer came: it may have been done. Look before asking again. */
    record Unknown<T>(String cause) implements Outcome<T> {
        public Unknown {
            requireNonNull(cause, "cause");
        }

        @Override
        public <R> R fold(Cases<? super T, ? extends R> cases) {
            return cases.unknown(cause);
        }
    }
}
