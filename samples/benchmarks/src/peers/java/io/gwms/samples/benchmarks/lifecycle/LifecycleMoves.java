package io.gwms.samples.benchmarks.lifecycle;

import com.github.oxo42.stateless4j.StateMachineConfig;
import io.gwms.order.Order;
import io.gwms.order.OrderAction;
import io.gwms.order.OrderStatus;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.statemachine.StateMachine;
import reactor.core.publisher.Mono;

/**
 * One move each. Timed in batches of a fixed number of moves, not for a fixed time: on a machine that does other work
 * too, a fixed time may not be enough to compile what is measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 15, batchSize = LifecycleMoves.BATCH)
@Measurement(iterations = 25, batchSize = LifecycleMoves.BATCH)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LifecycleMoves {
    /** Moves of a batch. */
    static final int BATCH = 50_000;

    /** The same for the slowest peer. */
    static final int SMALL_BATCH = 100;

    private Order pending;
    private Order processing;
    private Object pendingFacts;
    private Object processingFacts;
    private Object dispatch;

    private final Peers.Subject subject = new Peers.Subject();
    private com.alibaba.cola.statemachine.StateMachine<OrderStatus, OrderAction, Peers.Subject> cola;
    private StateMachineConfig<OrderStatus, OrderAction> stateless;
    private com.github.oxo42.stateless4j.StateMachine<OrderStatus, OrderAction> shared;
    private StateMachine<OrderStatus, OrderAction> spring;

    /** Prepares everything that is not the move itself. */
    @Setup
    public void prepare() throws Throwable {
        pending = Ours.pending();
        pendingFacts = Ours.facts(pending);
        dispatch = Ours.dispatch(pending);
        processing = Ours.after((Object) Ours.DECIDE.invokeExact(pending, dispatch, pendingFacts));
        if (processing.status() != OrderStatus.PROCESSING) {
            throw new IllegalStateException("the dispatch was not accepted");
        }
        processingFacts = Ours.facts(processing);
        stateless = Peers.stateless4j(subject);
        shared = new com.github.oxo42.stateless4j.StateMachine<>(
                OrderStatus.PENDING, () -> subject.status, status -> subject.status = status, stateless);
    }

    /** COLA registers a machine by name once for a process, so it is made where it is used. */
    @Setup
    public void prepareCola(org.openjdk.jmh.infra.BenchmarkParams params) throws Exception {
        if (params.getBenchmark().endsWith("cola")) {
            cola = Peers.cola();
        }
        if (params.getBenchmark().endsWith("spring")) {
            spring = Peers.spring(subject);
        }
    }

    /** An accepted dispatch of an order of one line: the next order, what was handed over, and the words of the journal. */
    @Benchmark
    public Object oursDispatch() throws Throwable {
        return (Object) Ours.DECIDE.invokeExact(pending, dispatch, pendingFacts);
    }

    /** The same, put into the rows of a commit: order, journal, outbound order and task. */
    @Benchmark
    public Object oursRows() throws Throwable {
        Object decision = (Object) Ours.DECIDE.invokeExact(pending, dispatch, pendingFacts);
        return (Object) Ours.CHANGES.invokeExact(decision, pending, OrderAction.DISPATCH, "operator", pendingFacts);
    }

    /** A dispatch that the order's status refuses, with its reason. */
    @Benchmark
    public Object oursRefusal() throws Throwable {
        return (Object) Ours.DECIDE.invokeExact(processing, dispatch, processingFacts);
    }

    /** Everything that can be done with a waiting order, and why the rest cannot. */
    @Benchmark
    public Object oursOffers() throws Throwable {
        return (Object) Ours.OFFERS.invokeExact(pending, pendingFacts);
    }

    /** The move alone, by COLA. */
    @Benchmark
    public Object cola() {
        return cola.fireEvent(OrderStatus.PENDING, OrderAction.DISPATCH, subject);
    }

    /** The move alone, by stateless4j with a machine for the order, as its state is in the machine. */
    @Benchmark
    public Object stateless4j() {
        var machine = new com.github.oxo42.stateless4j.StateMachine<>(OrderStatus.PENDING, stateless);
        machine.fire(OrderAction.DISPATCH);
        return machine.getState();
    }

    /**
     * The move alone, by stateless4j with one machine that looks at one field: its fastest use, for one thread. Not a
     * peer of a function of the order, as neither its guards nor its accessor are told which order is meant.
     */
    @Benchmark
    public Object statelessShared() {
        subject.status = OrderStatus.PENDING;
        shared.fire(OrderAction.DISPATCH);
        return subject.status;
    }

    /** The move alone and back, by spring-statemachine. */
    @Benchmark
    @Warmup(iterations = 15, batchSize = LifecycleMoves.SMALL_BATCH)
    @Measurement(iterations = 15, batchSize = LifecycleMoves.SMALL_BATCH)
    public Object spring() {
        spring.sendEvent(Mono.just(
                        MessageBuilder.withPayload(OrderAction.DISPATCH).build()))
                .blockLast();
        spring.sendEvent(
                        Mono.just(MessageBuilder.withPayload(OrderAction.CANCEL).build()))
                .blockLast();
        return spring.getState();
    }
}
