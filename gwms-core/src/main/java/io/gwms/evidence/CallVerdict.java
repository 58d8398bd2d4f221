package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

/**
 * What a classifier makes of a call.
 *
 * @param statusClass its colour
 * @param errorKind why it is not green; {@link ErrorKind#NONE} where it is
 * @param retryable whether the same call may well work later
 */
public record CallVerdict(StatusClass statusClass, ErrorKind errorKind, boolean retryable) {
    /** It worked, whatever the status says. */
    public static final CallVerdict GREEN = new CallVerdict(StatusClass.GREEN, ErrorKind.NONE, false);
    /** The body says that the request was at fault. */
    public static final CallVerdict ORANGE = new CallVerdict(StatusClass.ORANGE, ErrorKind.IN_BODY, false);
    /** The body says that the far side failed. */
    public static final CallVerdict RED = new CallVerdict(StatusClass.RED, ErrorKind.IN_BODY, true);
    /** The body says that there were too many calls. */
    public static final CallVerdict THROTTLED = new CallVerdict(StatusClass.ORANGE, ErrorKind.THROTTLED, true);

    public CallVerdict {
        requireNonNull(statusClass, "statusClass");
        requireNonNull(errorKind, "errorKind");
    }
}
