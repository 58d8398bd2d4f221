package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.ModelSteps.Scope;
import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.WriteBackSupport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Walks the real rules through every state of an order of two lines, several shipments and late ones. */
class LifecycleModelTest {
    static final AcknowledgeSupport AMENDED = new AcknowledgeSupport(true, true, Set.of());

    /** Small enough for every build: several dispatches and several shipments, but not both with write-backs. */
    static List<Scope> scopes() {
        return List.of(
                new Scope(OrderKind.B2C, WriteBackSupport.NONE, AcknowledgeSupport.ONCE, false, true, 2, 1),
                new Scope(OrderKind.B2C, WriteBackSupport.PARTIAL, AcknowledgeSupport.ONCE, true, true, 1, 1),
                new Scope(OrderKind.B2C, WriteBackSupport.PARTIAL, AcknowledgeSupport.ONCE, false, false, 1, 2),
                new Scope(OrderKind.B2C, WriteBackSupport.WHOLE_ORDER, AcknowledgeSupport.ONCE, false, false, 1, 2),
                new Scope(OrderKind.B2B, WriteBackSupport.NONE, AcknowledgeSupport.ONCE, false, true, 1, 2),
                new Scope(OrderKind.B2B, WriteBackSupport.WHOLE_ORDER, AMENDED, false, false, 1, 1),
                new Scope(OrderKind.B2B, WriteBackSupport.NONE, AMENDED, false, true, 1, 1),
                new Scope(OrderKind.B2B, WriteBackSupport.PARTIAL, AcknowledgeSupport.NONE, true, true, 1, 1),
                new Scope(OrderKind.B2C, WriteBackSupport.PARTIAL, AcknowledgeSupport.ONCE, false, false, 1, 2)
                        .completing(CompleteOn.PLATFORM),
                new Scope(OrderKind.B2C, WriteBackSupport.WHOLE_ORDER, AcknowledgeSupport.ONCE, false, false, 1, 2)
                        .completing(CompleteOn.PLATFORM),
                new Scope(OrderKind.B2B, WriteBackSupport.WHOLE_ORDER, AMENDED, false, false, 1, 1)
                        .completing(CompleteOn.PLATFORM),
                new Scope(OrderKind.B2C, WriteBackSupport.NONE, AcknowledgeSupport.ONCE, false, true, 2, 1)
                        .completing(CompleteOn.SHIPMENT),
                new Scope(OrderKind.B2C, WriteBackSupport.PARTIAL, AcknowledgeSupport.ONCE, false, false, 1, 2)
                        .completing(CompleteOn.SHIPMENT),
                new Scope(OrderKind.B2B, WriteBackSupport.NONE, AMENDED, false, true, 1, 1)
                        .completing(CompleteOn.SHIPMENT));
    }

    private static List<Scope> walked() {
        if (!Boolean.getBoolean("gwms.slow")) {
            return scopes();
        }
        List<Scope> scopes = new ArrayList<>(scopes());
        for (WriteBackSupport support : WriteBackSupport.values()) {
            scopes.add(new Scope(OrderKind.B2C, support, AcknowledgeSupport.ONCE, false, true, 2, 2));
            scopes.add(new Scope(OrderKind.B2B, support, AMENDED, false, true, 1, 2));
        }
        return scopes;
    }

    private static Set<OrderStatus> reachable(Scope scope) {
        if (!scope.acknowledges().isTaken()) {
            return EnumSet.of(OrderStatus.PENDING, OrderStatus.COMPLETED, OrderStatus.CANCELLED);
        }
        Set<OrderStatus> reachable = EnumSet.allOf(OrderStatus.class);
        if (scope.kind() == OrderKind.B2C) {
            reachable.remove(OrderStatus.ACKNOWLEDGED);
        }
        if (scope.kind() == OrderKind.B2B || scope.support() == WriteBackSupport.NONE) {
            reachable.remove(OrderStatus.MANUAL_COMPLETED);
        }
        boolean endsWithTheGoods =
                scope.completeOn() == CompleteOn.SHIPMENT && scope.support() == WriteBackSupport.NONE;
        if (endsWithTheGoods && scope.kind() == OrderKind.B2C) {
            reachable.remove(OrderStatus.SHIPPED);
        }
        return reachable;
    }

    @TestFactory
    Stream<DynamicTest> noStateBreaksARule() {
        return walked().stream()
                .map(scope -> DynamicTest.dynamicTest(scope.toString(), () -> {
                    ModelWalk walk = new ModelWalk(scope, LifecycleTable::cell);
                    assertThat(walk.broken()).isEmpty();
                    assertThat(walk.seen()).isEqualTo(reachable(scope));
                }));
    }
}
