package io.gwms.proxy.task;

import io.gwms.ModuleSetup;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.Credential;
import io.gwms.internal.IncompleteCredential;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.Routes;
import io.gwms.state.Change;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskResult;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Finds the counter a task has to go to, and says what became of what was asked there. */
final class Desk {
    static final ManualReason NO_CREDENTIAL = new ManualReason("NO_CREDENTIAL");
    static final ManualReason NOT_FOUND = new ManualReason("NOT_FOUND");
    /** A far side may not put a task to sleep for ever by a slip. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(2);

    final ModuleSetup setup;
    final Routes routes;
    private final Map<ProxySystem, ProxyWarehouseConnector> connectors;

    Desk(ModuleSetup setup, Routes routes, Map<ProxySystem, ProxyWarehouseConnector> connectors) {
        this.setup = setup;
        this.routes = routes;
        this.connectors = connectors;
    }

    /** Does the work at the counter of that warehouse; what is missing on the way there is for a person. */
    TaskResult at(
            WarehouseCode warehouse, SyncTask task, CallAction action, Function<? super Counter, TaskResult> work) {
        return at(warehouse, task, action, UnaryOperator.identity(), work);
    }

    /** The same with its calls filed so. */
    TaskResult at(
            WarehouseCode warehouse,
            SyncTask task,
            CallAction action,
            UnaryOperator<CallContext> filed,
            Function<? super Counter, TaskResult> work) {
        return at(
                warehouse,
                task,
                route -> filed.apply(CallContext.forProxy(action, route.system(), route.account())),
                work);
    }

    private TaskResult at(
            WarehouseCode warehouse,
            SyncTask task,
            Function<ProxyRoute, CallContext> call,
            Function<? super Counter, TaskResult> work) {
        Optional<ProxyRoute> route = routes.route(warehouse);
        if (route.isEmpty()) {
            return TaskResult.needsHuman(
                    ManualReason.MAPPING,
                    "warehouse " + warehouse + " has no route to a proxy warehouse; add it to the routes");
        }
        ProxySystem system = route.get().system();
        ProxyWarehouseConnector connector = connectors.get(system);
        if (connector == null) {
            return TaskResult.needsHuman(ManualReason.MAPPING, noConnector(route.get()));
        }
        Optional<Credential> credential = setup.credentials().find(route.get().credentialOwner());
        if (credential.isEmpty()) {
            return TaskResult.needsHuman(
                    NO_CREDENTIAL,
                    "there is no credential of " + route.get().credentialOwner() + "; store it "
                            + IncompleteCredential.REMEDY + "save(…)");
        }
        CallContext context = call.apply(route.get())
                .about(task.businessType().value().toLowerCase(Locale.ROOT), task.businessNo())
                .correlated(task.correlation());
        return work.apply(new Counter(
                route.get(),
                connector,
                new ProxySession(
                        route.get(), credential.get(), setup.transport(), setup.clock(), setup.redactor(), context)));
    }

    /** The connector behind a route; empty when none is installed for its system. */
    Optional<ProxyWarehouseConnector> connector(ProxySystem system) {
        return Optional.ofNullable(connectors.get(system));
    }

    /** What is wrong with a route to a system of which no connector is installed. */
    String noConnector(ProxyRoute route) {
        return "warehouse " + route.warehouse() + " is routed to " + route.system()
                + ", of which no connector is installed, only of " + systems(connectors.keySet())
                + "; mend its route, or add one with ProxyWarehouseModule.builder().connector(…)";
    }

    /** Systems in an order that does not change. */
    static List<String> systems(Collection<ProxySystem> some) {
        return some.stream().map(ProxySystem::value).sorted().toList();
    }

    /** Commits changes that are worked out anew for as long as somebody else is faster. */
    void commit(Supplier<List<Change>> changes) {
        while (true) {
            List<Change> now = changes.get();
            if (now.isEmpty() || setup.state().commit(now).isCommitted()) {
                return;
            }
        }
    }

    /** The round after a refusal that is no verdict on the business object; it waits as long as that asks, two days at most. */
    static TaskResult refused(Refusal refusal, String what) {
        String text = what + ": " + refusal;
        return refusal.retryAfter()
                .map(asked -> asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked)
                .map(delay -> TaskResult.againAfter(delay, text))
                .orElseGet(() -> TaskResult.failed(text));
    }

    /** Whether a refusal speaks of the business object and not of the way there. */
    static boolean isVerdict(Refusal refusal) {
        return !refusal.isTemporary()
                && !refusal.code().equals(RefusalCode.NOT_AUTHORIZED)
                && !refusal.code().equals(RefusalCode.NOT_SENT)
                && !refusal.code().equals(RefusalCode.RATE_LIMITED)
                && !refusal.code().equals(RefusalCode.PLATFORM_FAILURE);
    }

    /** The one answer to a request for one element. */
    static <T> Outcome<T> only(List<Outcome<T>> answers) {
        if (answers.size() != 1) {
            return Outcome.unknown("the connector gave " + answers.size() + " answers to one question");
        }
        return answers.get(0);
    }
}
