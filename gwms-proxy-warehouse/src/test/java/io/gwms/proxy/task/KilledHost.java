package io.gwms.proxy.task;

import io.gwms.okhttp.OkHttpTransport;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/**
 * A host in a process of its own that does what is due and stops for ever at one of its steps, to be killed there. It
 * prints each step before it goes on, {@value #HERE} when it stops, {@value #DONE} when it never came to that step.
 */
public final class KilledHost {
    static final String HERE = "== here";
    static final String DONE = "== done";

    private KilledHost() {}

    /** Takes the store, the warehouse, where it is, what time it is, and a step: its name, or its number from 1. */
    public static void main(String[] arguments) {
        String last = arguments[4];
        int[] steps = {0};
        try (StoredHost host = new StoredHost(
                arguments[0],
                Far.valueOf(arguments[1]),
                URI.create(arguments[2]),
                OkHttpTransport.create(),
                Instant.parse(arguments[3]),
                step -> {
                    System.out.println(step);
                    if (last.equals(Integer.toString(++steps[0])) || last.equals(step)) {
                        stopForEver();
                    }
                })) {
            host.gwms.step();
        }
        System.out.println(DONE);
    }

    private static void stopForEver() {
        System.out.println(HERE);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
