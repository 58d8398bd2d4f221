package io.gwms.samples.benchmarks.lifecycle;

import com.alibaba.cola.statemachine.builder.StateMachineBuilder;
import com.alibaba.cola.statemachine.builder.StateMachineBuilderFactory;
import com.github.oxo42.stateless4j.StateMachineConfig;
import io.gwms.order.OrderAction;
import io.gwms.order.OrderStatus;
import java.util.EnumSet;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.config.StateMachineBuilder.Builder;

/** The same dispatch in three known state machines, each under the six guards ours has, without reasons and effects. */
final class Peers {
    private Peers() {}

    /** What the guards look at. */
    static final class Subject {
        OrderStatus status = OrderStatus.PENDING;
        boolean attempt;
        boolean held;
        boolean heldThere;
        boolean closed;
        String city = "Johannesburg";
        long open = 1;

        boolean canBeDispatched() {
            return !attempt && !held && !heldThere && !closed && !city.isBlank() && open > 0;
        }
    }

    static com.alibaba.cola.statemachine.StateMachine<OrderStatus, OrderAction, Subject> cola() {
        StateMachineBuilder<OrderStatus, OrderAction, Subject> builder = StateMachineBuilderFactory.create();
        builder.externalTransition()
                .from(OrderStatus.PENDING)
                .to(OrderStatus.PROCESSING)
                .on(OrderAction.DISPATCH)
                .when(Subject::canBeDispatched)
                .perform((from, to, event, subject) -> subject.status = to);
        return builder.build("orders");
    }

    static StateMachineConfig<OrderStatus, OrderAction> stateless4j(Subject subject) {
        StateMachineConfig<OrderStatus, OrderAction> config = new StateMachineConfig<>();
        config.configure(OrderStatus.PENDING)
                .permitIf(OrderAction.DISPATCH, OrderStatus.PROCESSING, subject::canBeDispatched);
        config.configure(OrderStatus.PROCESSING).permit(OrderAction.CANCEL, OrderStatus.CANCELLED);
        return config;
    }

    /** It goes there and back, as it cannot be put into a state without being stopped. */
    static StateMachine<OrderStatus, OrderAction> spring(Subject subject) throws Exception {
        Builder<OrderStatus, OrderAction> builder =
                org.springframework.statemachine.config.StateMachineBuilder.builder();
        builder.configureConfiguration().withConfiguration().autoStartup(true);
        builder.configureStates()
                .withStates()
                .initial(OrderStatus.PENDING)
                .states(EnumSet.of(OrderStatus.PENDING, OrderStatus.PROCESSING));
        builder.configureTransitions()
                .withExternal()
                .source(OrderStatus.PENDING)
                .target(OrderStatus.PROCESSING)
                .event(OrderAction.DISPATCH)
                .guard(context -> subject.canBeDispatched())
                .and()
                .withExternal()
                .source(OrderStatus.PROCESSING)
                .target(OrderStatus.PENDING)
                .event(OrderAction.CANCEL)
                .guard(context -> subject.canBeDispatched());
        return builder.build();
    }
}
