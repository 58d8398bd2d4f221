package io.gwms;

import io.gwms.credential.CredentialStore;
import io.gwms.internal.task.EngineSettings;
import io.gwms.internal.task.Housekeeping;
import io.gwms.internal.task.TaskEngine;
import io.gwms.internal.task.TaskRetention;
import io.gwms.internal.task.TaskTypes;
import io.gwms.order.OrderSettings;
import io.gwms.order.OrderStatus;
import io.gwms.order.Orders;
import io.gwms.outcome.Outcome;
import io.gwms.redact.KnownSecrets;
import io.gwms.redact.Redactor;
import io.gwms.task.Tasks;
import io.gwms.time.GwmsClock;
import io.gwms.trace.SyncLogTrace;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.RecordingInterceptor;
import io.gwms.transport.Transport;
import io.gwms.transport.TransportChain;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts a runtime together from its settings: the one place where the parts are wired. Starts nothing. */
final class Assembly {
    private static final Duration HOUSEKEEPING_EVERY = Duration.ofSeconds(10);

    private final Storage storage;
    private final GwmsClock clock;
    private final CredentialStore credentials;
    private final AuditedTransport transport;
    private final Installation installation;
    private final Orders orders;
    private final TaskEngine engine;
    private final Redactor redactor;
    private final Tasks tasks;

    private Assembly(Settings settings, Storage storage, GwmsClock clock) {
        this.storage = storage;
        this.clock = clock;
        KnownSecrets known = new KnownSecrets();
        this.redactor = settings.redactor().knownSecrets(known).build();
        this.credentials = new KnownCredentials(storage.credentials(), known);
        this.transport = new AuditedTransport();
        Wake wake = new Wake();
        Housekeeping housekeeping = new Housekeeping(clock, redactor);
        housekeeping.add("clock", now -> storage.clockOffset().run());
        housekeeping.add("tasks", new TaskRetention(storage.state().queue(), settings.taskRetention()));
        Installation modules = new Installation(housekeeping, SyncLogTrace.over(storage.syncLog()));
        this.installation = modules;
        housekeeping.add(
                "command keys",
                new CommandRetention(storage.state(), () -> modules.keepsCommands(settings.commandRetention())));
        this.orders = Orders.over(
                storage.state(),
                settings.catalogue(),
                clock,
                OrderSettings.defaults()
                        .withWriteBack(installation::writeBack)
                        .withAcknowledges(installation::acknowledges)
                        .withIssuesTracking(installation::issuesTracking)
                        .withTakesCancels(installation::takesCancels)
                        .withCompleteOn(settings.completeOn())
                        .withRejectAllCancels(settings.rejectAllEndsIn() == OrderStatus.CANCELLED)
                        .withAvailable((warehouse, sku) ->
                                OptionalLong.of(settings.stock().available(warehouse, sku)))
                        .withRoutes(installation::route)
                        .withWakeTasks(wake)
                        .withMaxLabelBytes(settings.maxLabelBytes())
                        .withTraces(installation::traces));
        Installation.Parts found = new Installation.Parts(
                clock,
                storage,
                credentials,
                settings.catalogue(),
                settings.stock(),
                new RedactedEvents(orders.events(), redactor),
                transport,
                redactor,
                wake);
        settings.modules().forEach(module -> installation.install(module, found));
        transport.chain = TransportChain.of(
                List.of(RecordingInterceptor.of(clock, installation.recorders())),
                settings.transport().apply(redactor));
        TaskTypes types = installation.taskTypes();
        EngineSettings engineSettings = new EngineSettings(
                settings.node(),
                settings.workers(),
                settings.tasksInHand(),
                settings.executor(),
                settings.lease(),
                HOUSEKEEPING_EVERY,
                settings.droppedResults());
        this.engine = new TaskEngine(storage.state(), clock, types, redactor, housekeeping, engineSettings);
        wake.engine = engine;
        this.tasks = Tasks.over(
                storage.state(), clock, redactor, types::policy, types::cancelled, wake, installation.reminders());
    }

    /** Opens what the settings name and wires it; what was opened is closed again when the rest fails. */
    static Gwms of(Settings settings) {
        InstantSource given = settings.clock();
        GwmsClock clock = GwmsClock.over(given == null ? settings.systemClock() : given);
        Storage storage = Storage.open(settings, clock);
        try {
            storage.clockOffset().run();
            return new Gwms(new Assembly(settings, storage, clock));
        } catch (RuntimeException e) {
            storage.close().forEach(problem -> e.addSuppressed(new IllegalStateException(problem)));
            throw e;
        }
    }

    Storage storage() {
        return storage;
    }

    GwmsClock clock() {
        return clock;
    }

    CredentialStore credentials() {
        return credentials;
    }

    Transport transport() {
        return transport;
    }

    TaskEngine engine() {
        return engine;
    }

    Redactor redactor() {
        return redactor;
    }

    Orders orders() {
        return orders;
    }

    Tasks tasks() {
        return tasks;
    }

    List<GwmsModule> modules() {
        return installation.modules();
    }

    Map<String, Supplier<String>> health() {
        return installation.health();
    }

    /** Handed to modules before the last of them has said who records, so the chain comes later. */
    private static final class AuditedTransport implements Transport {
        private volatile @Nullable Transport chain;

        @Override
        public Outcome<HttpReply> send(HttpCall call) {
            Transport complete = chain;
            if (complete == null) {
                throw new IllegalStateException(
                        "a module makes a call while it is installed; make it in start() or later");
            }
            return complete.send(call);
        }
    }

    /** Handed out before there is an engine to wake. */
    private static final class Wake implements Runnable {
        private volatile @Nullable TaskEngine engine;

        @Override
        public void run() {
            TaskEngine built = engine;
            if (built != null) {
                built.wake();
            }
        }
    }
}
