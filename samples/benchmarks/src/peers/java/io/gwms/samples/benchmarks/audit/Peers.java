package io.gwms.samples.benchmarks.audit;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import okhttp3.logging.HttpLoggingInterceptor;
import org.zalando.logbook.Correlation;
import org.zalando.logbook.HttpLogWriter;
import org.zalando.logbook.Logbook;
import org.zalando.logbook.Precorrelation;
import org.zalando.logbook.core.DefaultSink;
import org.zalando.logbook.json.JsonHttpLogFormatter;
import org.zalando.logbook.okhttp.LogbookInterceptor;

/**
 * The loggers ours is compared with; their texts go to nowhere, so that no disk is in their figures. Compiled with the
 * profile {@code benchmarks} only, which brings them.
 */
final class Peers implements Supplier<List<Contestant>> {
    private static volatile long characters;

    @Override
    public List<Contestant> get() {
        return List.of(okHttpLogging(), logbook());
    }

    private static Contestant okHttpLogging() {
        HttpLoggingInterceptor logging = new HttpLoggingInterceptor(Peers::swallow);
        logging.setLevel(HttpLoggingInterceptor.Level.BODY);
        logging.redactHeader("Authorization");
        return new Named("OkHttp logging at BODY", logging);
    }

    private static Contestant logbook() {
        HttpLogWriter writer = new HttpLogWriter() {
            @Override
            public void write(Precorrelation precorrelation, String request) throws IOException {
                swallow(request);
            }

            @Override
            public void write(Correlation correlation, String response) throws IOException {
                swallow(response);
            }
        };
        Logbook logbook = Logbook.builder()
                .sink(new DefaultSink(new JsonHttpLogFormatter(), writer))
                .build();
        return new Named("Logbook, JSON formatter", new LogbookInterceptor(logbook));
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only keeps the text from being optimised away
    private static void swallow(String text) {
        characters += text.length();
    }

    private record Named(String name, okhttp3.Interceptor interceptor) implements Contestant {
        @Override
        public OkHttpClient.Builder install(OkHttpClient.Builder builder) {
            return builder.addInterceptor(interceptor);
        }
    }
}
