package io.gwms.trace;

import java.util.List;

/**
 * Contributes to the timeline of an order what a module knows of it.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Reads only.</b> It changes nothing and calls nobody outside.
 *   <li><b>Redacted.</b> An entry shows no secret and no personal data.
 *   <li><b>Throw when it cannot be read.</b> The timeline then says that this part is missing.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
@FunctionalInterface
public interface TraceSource {
    /** What it knows of that order, in any order. */
    List<TraceEntry> entries(TraceSubject subject);
}
