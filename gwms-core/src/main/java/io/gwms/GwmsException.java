package io.gwms;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A misuse or a failure that somebody has to act on: a stable code, what is wrong, and what to do.
 *
 * <p>What the outside world may answer is never an exception but a result type. The message reads
 * {@code [GWMS-1001] problem}, then a line {@code To fix: remedy}. It never holds a secret.
 */
public class GwmsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String problem;
    private final String remedy;

    /**
     * An error without a cause.
     *
     * @param code {@code GWMS-nnnn}; it keeps its meaning in every later version
     * @param problem what is wrong, with its value, without a full stop
     * @param remedy what to do or to type
     */
    public GwmsException(String code, String problem, String remedy) {
        this(code, problem, remedy, null);
    }

    /**
     * An error with a cause.
     *
     * @param code {@code GWMS-nnnn}; it keeps its meaning in every later version
     * @param problem what is wrong, with its value, without a full stop
     * @param remedy what to do or to type
     * @param cause what led to it, or null
     */
    public GwmsException(String code, String problem, String remedy, @Nullable Throwable cause) {
        super("[" + code + "] " + problem + "\n  To fix: " + remedy, cause);
        this.code = requireNonNull(code, "code");
        this.problem = requireNonNull(problem, "problem");
        this.remedy = requireNonNull(remedy, "remedy");
    }

    /** The stable code, such as {@code GWMS-1001}. */
    public final String code() {
        return code;
    }

    /** What is wrong. */
    public final String problem() {
        return problem;
    }

    /** What to do about it. */
    public final String remedy() {
        return remedy;
    }
}
