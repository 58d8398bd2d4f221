package io.gwms.audit;

import io.gwms.evidence.ErrorKind;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Which kind of failure an exception tells of, by its class; of its causes the first that tells. */
final class ErrorKinds {
    private static final int MOST_CAUSES = 8;

    private ErrorKinds() {}

    static ErrorKind of(@Nullable Throwable failure) {
        Throwable each = failure;
        for (int i = 0; each != null && i < MOST_CAUSES; i++) {
            ErrorKind kind = single(each);
            if (!kind.equals(ErrorKind.OTHER)) {
                return kind;
            }
            each = each.getCause();
        }
        return failure == null ? ErrorKind.NONE : ErrorKind.OTHER;
    }

    private static ErrorKind single(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        if (failure instanceof CancellationException || message.equals("Canceled") || message.equals("Socket closed")) {
            return ErrorKind.CANCELLED;
        }
        if (failure instanceof InterruptedException
                || (failure instanceof InterruptedIOException
                        && !(failure instanceof SocketTimeoutException)
                        && message.equals("interrupted"))) {
            return ErrorKind.CANCELLED;
        }
        if (failure instanceof InterruptedIOException) {
            return ErrorKind.TIMEOUT;
        }
        if (failure instanceof UnknownHostException
                || failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnresolvedAddressException) {
            return ErrorKind.NO_CONNECTION;
        }
        if (failure instanceof SSLException) {
            return ErrorKind.TLS;
        }
        if (failure instanceof ZipException
                || (failure instanceof ProtocolException && !message.startsWith("unexpected end"))) {
            return ErrorKind.UNREADABLE;
        }
        if (failure instanceof EOFException
                || failure instanceof SocketException
                || failure instanceof ProtocolException
                || message.startsWith("unexpected end of stream")
                || failure.getClass().getSimpleName().equals("StreamResetException")) {
            return ErrorKind.BROKEN_OFF;
        }
        return ErrorKind.OTHER;
    }
}
