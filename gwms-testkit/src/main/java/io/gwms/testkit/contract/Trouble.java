package io.gwms.testkit.contract;

import io.gwms.outcome.Outcome;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What goes wrong with a call; except for the last, the far side does what it was asked first. */
enum Trouble {
    LOST_REPLY,
    TORN_REPLY,
    EMPTY_REPLY,
    PAGE_OF_HTML,
    BAD_GATEWAY,
    ERROR_BODY,
    NEVER_LEFT;

    private static final String HTML = "<html><body>Something went wrong</body></html>";

    /** Whether it changes nothing of an answer that has no body. */
    boolean leavesNothingToRead() {
        return this == TORN_REPLY || this == EMPTY_REPLY;
    }

    Fault fault() {
        return switch (this) {
            case LOST_REPLY -> Fault.lostReply();
            case TORN_REPLY -> Fault.cutBody();
            case EMPTY_REPLY -> Fault.changedBody(body -> "");
            case PAGE_OF_HTML -> Fault.changedBody(body -> HTML);
            case BAD_GATEWAY ->
                (transport, call, send) -> send.send(call)
                        .then(reply -> Outcome.done(HttpReply.of(
                                502,
                                Map.of("content-type", List.of("text/html")),
                                HTML.getBytes(StandardCharsets.UTF_8))));
            case ERROR_BODY -> Fault.changedBody(body -> "{\"message\":\"internal error\"}");
            case NEVER_LEFT -> Fault.notSent();
        };
    }
}
