package io.gwms.audit.jdbc;

import java.util.List;

/**
 * What a verification of the chain found.
 *
 * @param links how many links were read
 * @param calls of how many calls all that is said to be there was there, as it was written
 * @param removed how many calls or contents were removed by maintenance, each with its note
 * @param problems what does not add up, one sentence each, the first hundred of them; empty when all is well
 */
public record ChainReport(long links, long calls, long removed, List<String> problems) {
    /** Copies the list. */
    public ChainReport {
        problems = List.copyOf(problems);
    }

    /** Whether nothing was changed, added or removed but by maintenance. */
    public boolean intact() {
        return problems.isEmpty();
    }
}
