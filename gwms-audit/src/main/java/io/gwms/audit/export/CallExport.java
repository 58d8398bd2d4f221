package io.gwms.audit.export;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallLog;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.Cassette;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Takes calls out of the API log in forms that other tools read. All of it is redacted as the log is: where a secret was,
 * its mask stands.
 *
 * <p><b>Threads:</b> shared.
 */
public final class CallExport {
    private CallExport() {}

    /** All calls that a query finds, page after page, whole and oldest first; what is purged meanwhile is left out. */
    public static List<ApiCall> calls(ApiCallLog log, ApiCallQuery query) {
        List<ApiCall> calls = new ArrayList<>();
        ApiCallQuery next = query;
        List<ApiCall> page = log.list(next);
        while (!page.isEmpty()) {
            page.stream()
                    .map(row -> log.find(row.id()))
                    .flatMap(Optional::stream)
                    .forEach(calls::add);
            next = next.after(page.get(page.size() - 1));
            page = log.list(next);
        }
        Collections.reverse(calls);
        return calls;
    }

    /** The calls, given whole, as an HTTP Archive 1.2, which browsers and many tools open; without rows that note gaps. */
    public static String har(List<ApiCall> calls) {
        return Har.of(calls);
    }

    /**
     * The call, given whole, as a command for bash, zsh or ksh that sends it again once the masks are replaced. Nothing a
     * far side or a body can hold gets out of its quotes, also when the command is pasted into a terminal.
     */
    public static String curl(ApiCall call) {
        return Curl.of(call);
    }

    /** All calls that a query finds as a cassette for a test. */
    public static Cassette cassette(String name, ApiCallLog log, ApiCallQuery query) {
        return Cassette.of(name, calls(log, query));
    }
}
