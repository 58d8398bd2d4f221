package io.gwms.evidence;

import io.gwms.transport.CallAction;
import java.util.List;
import java.util.Optional;

/**
 * The API log as it is read (platform-api-logs). Nothing can be changed, removed or sent again through it: the page is
 * read-only (section 3.2), and so is this type.
 *
 * <p><b>Threads:</b> shared.
 */
public interface ApiCallLog {
    /**
     * A page of calls, newest first by (created at, id), in the form of {@link ApiCall#asRow}: light enough for lists of
     * any length. A row that is added or purged meanwhile moves no other row to another page.
     */
    List<ApiCall> list(ApiCallQuery query);

    /** The whole call, with headers, attempts and bodies as far as they are kept. */
    Optional<ApiCall> find(String id);

    /** The actions that have entries, by name: the options of the page's filter (section 3.1). */
    List<CallAction> actions();
}
