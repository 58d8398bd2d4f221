package io.gwms.proxy.task;

import io.gwms.outcome.Outcome;
import io.gwms.proxy.RemoteBatch;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import io.gwms.transport.WireLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The calls that read an inventory, by the ids under which the API log keeps them. Shared. */
final class PageCalls implements Transport {
    private static final String NOT_FILED = "";

    private final Transport transport;
    private final List<String> ids = new ArrayList<>();
    private final Map<List<Integer>, List<String>> known = new HashMap<>();

    PageCalls(Transport transport) {
        this.transport = transport;
    }

    @Override
    public Outcome<HttpReply> send(HttpCall call) {
        int number = begun();
        WireLog log = call.wireLog().orElseGet(WireLog::new);
        try {
            return transport.send(call.notedIn(log));
        } finally {
            log.filedAs().ifPresent(id -> filed(number, id));
        }
    }

    private synchronized int begun() {
        ids.add(NOT_FILED);
        return ids.size();
    }

    private synchronized void filed(int number, String id) {
        ids.set(number - 1, id);
    }

    /** The entries of the API log that tell of that batch; empty where no log keeps the calls. */
    synchronized List<String> of(RemoteBatch batch) {
        return known.computeIfAbsent(
                batch.pages().isEmpty() ? List.of(ids.size()) : batch.pages(),
                pages -> pages.stream()
                        .filter(number -> number >= 1 && number <= ids.size())
                        .map(number -> ids.get(number - 1))
                        .filter(id -> !id.equals(NOT_FILED))
                        .distinct()
                        .toList());
    }
}
