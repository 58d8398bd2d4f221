package io.gwms.samples.benchmarks.audit;

import okhttp3.OkHttpClient;

/** One way to look at the calls of an OkHttp client. */
interface Contestant {
    String name();

    /** Adds what it needs. */
    OkHttpClient.Builder install(OkHttpClient.Builder builder);

    /** Does what it has put off, so that no part of it runs beside the next measurement. */
    default void settle() {}

    /** Processor time, in nanoseconds, that threads of its own have taken so far. */
    default long ownNanos() {
        return 0;
    }
}
