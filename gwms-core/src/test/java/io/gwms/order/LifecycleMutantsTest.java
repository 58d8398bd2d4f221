package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Cell.Move;
import io.gwms.order.ModelSteps.Scope;
import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.WriteBackSupport;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each cell of the real table, spoilt in one way, is noticed by the model's rules. */
class LifecycleMutantsTest {
    private static final Scope CONSUMER =
            new Scope(OrderKind.B2C, WriteBackSupport.PARTIAL, AcknowledgeSupport.ONCE, true, false, 1, 2);
    private static final Scope WANTED_LESS =
            new Scope(OrderKind.B2C, WriteBackSupport.NONE, AcknowledgeSupport.ONCE, false, true, 1, 1);
    private static final Scope PURCHASE =
            new Scope(OrderKind.B2B, WriteBackSupport.PARTIAL, LifecycleModelTest.AMENDED, false, true, 1, 1);
    private static final Scope FIXED =
            new Scope(OrderKind.B2B, WriteBackSupport.PARTIAL, AcknowledgeSupport.ONCE, false, true, 1, 1);

    private static final Scope UNHEARD =
            new Scope(OrderKind.B2B, WriteBackSupport.PARTIAL, AcknowledgeSupport.NONE, false, false, 1, 1);

    private record Mutant(
            String what, Scope scope, OrderStatus status, OrderAction action, UnaryOperator<Cell> change) {
        OrderLifecycle.Table table() {
            return (status, action, kind) -> {
                Cell cell = LifecycleTable.cell(status, action, kind);
                return status == this.status && action == this.action && kind == scope.kind()
                        ? change.apply(cell)
                        : cell;
            };
        }
    }

    private static UnaryOperator<Cell> without(Guard guard) {
        return cell -> {
            assertThat(cell.guards().contains(guard)).isTrue();
            return new Cell(
                    cell.row(), cell.move(), cell.guards().without(guard), cell.to(), cell.refusal(), cell.refusals());
        };
    }

    private static UnaryOperator<Cell> like(OrderStatus status, OrderAction action, OrderKind kind) {
        return cell -> LifecycleTable.cell(status, action, kind);
    }

    private static UnaryOperator<Cell> unguarded(OrderStatus status, OrderAction action) {
        return cell -> LifecycleTable.cell(status, action, OrderKind.B2C).when();
    }

    private static UnaryOperator<Cell> refusing(ReasonCode code) {
        return cell -> Cell.no(cell.row(), code);
    }

    private static UnaryOperator<Cell> to(OrderStatus... statuses) {
        return cell ->
                new Cell(cell.row(), cell.move(), cell.guards(), Set.of(statuses), cell.refusal(), cell.refusals());
    }

    private static UnaryOperator<Cell> doing(Move move) {
        return cell -> Cell.go(cell.row(), move, OrderStatus.PENDING, OrderStatus.values());
    }

    // spotless:off
    private static final List<Mutant> MUTANTS = List.of(
            new Mutant("a cancel ignores the attempt", CONSUMER, OrderStatus.PENDING, OrderAction.CANCEL, without(Guard.NO_ATTEMPT)),
            new Mutant("a dispatch ignores the attempt", CONSUMER, OrderStatus.PENDING, OrderAction.DISPATCH, without(Guard.NO_ATTEMPT)),
            new Mutant("a manual shipment ignores the attempt", CONSUMER, OrderStatus.PENDING, OrderAction.MANUAL_SHIP, without(Guard.NO_ATTEMPT)),
            new Mutant("a second acknowledgement is begun", PURCHASE, OrderStatus.PENDING, OrderAction.ACKNOWLEDGE, without(Guard.NO_ATTEMPT)),
            new Mutant("an amendment ignores the attempt", PURCHASE, OrderStatus.ACKNOWLEDGED, OrderAction.ACKNOWLEDGE, without(Guard.NO_ATTEMPT)),
            new Mutant("a dispatch ignores the amendment", PURCHASE, OrderStatus.ACKNOWLEDGED, OrderAction.DISPATCH, without(Guard.NO_ATTEMPT)),
            new Mutant("a correction ignores the attempt", CONSUMER, OrderStatus.SHIPPED, OrderAction.MANUAL_SHIP, without(Guard.NO_ATTEMPT)),
            new Mutant("a retry ignores the correction", CONSUMER, OrderStatus.SHIPPED, OrderAction.MARK_SHIPPED, without(Guard.NO_ATTEMPT)),
            new Mutant("a SKU is bound during an attempt", CONSUMER, OrderStatus.PENDING, OrderAction.BIND_SKU, without(Guard.NO_ATTEMPT)),
            new Mutant("a dispatch ignores the hold", CONSUMER, OrderStatus.PENDING, OrderAction.DISPATCH, without(Guard.NOT_HELD)),
            new Mutant("a manual shipment ignores the hold", CONSUMER, OrderStatus.PENDING, OrderAction.MANUAL_SHIP, without(Guard.NOT_HELD)),
            new Mutant("what the platform closed is dispatched", CONSUMER, OrderStatus.PENDING, OrderAction.DISPATCH, without(Guard.PLATFORM_OPEN)),
            new Mutant("what the platform closed is acknowledged", PURCHASE, OrderStatus.PENDING, OrderAction.ACKNOWLEDGE, without(Guard.PLATFORM_OPEN)),
            new Mutant("what is not held is released", CONSUMER, OrderStatus.PENDING, OrderAction.RELEASE, without(Guard.HELD)),
            new Mutant("nothing is dispatched", WANTED_LESS, OrderStatus.PENDING, OrderAction.DISPATCH, without(Guard.SOMETHING_TO_SHIP)),
            new Mutant("a platform that takes no acknowledgement is told one", UNHEARD, OrderStatus.PENDING, OrderAction.ACKNOWLEDGE, without(Guard.CAN_ACKNOWLEDGE)),
            new Mutant("a promise is amended though it cannot be", FIXED, OrderStatus.ACKNOWLEDGED, OrderAction.ACKNOWLEDGE, without(Guard.CAN_AMEND)),
            new Mutant("a promise is broken", FIXED, OrderStatus.ACKNOWLEDGED, OrderAction.CANCEL, without(Guard.NOT_PROMISED)),
            new Mutant("more is dispatched than was acknowledged", PURCHASE, OrderStatus.ACKNOWLEDGED, OrderAction.DISPATCH, without(Guard.NOT_GROWN)),
            new Mutant("a correction races the write-back", CONSUMER, OrderStatus.SHIPPED, OrderAction.MANUAL_SHIP, without(Guard.WRITE_BACK_RESTS)),
            new Mutant("an order is closed short under the warehouse's hands", CONSUMER, OrderStatus.PARTIALLY_SHIPPED, OrderAction.CLOSE_SHORT, without(Guard.OUTBOUND_CLOSED)),
            new Mutant("a manual shipment while the warehouse has it", CONSUMER, OrderStatus.PROCESSING, OrderAction.MANUAL_SHIP, unguarded(OrderStatus.PENDING, OrderAction.MANUAL_SHIP)),
            new Mutant("a dispatch without acknowledgement", PURCHASE, OrderStatus.PENDING, OrderAction.DISPATCH, like(OrderStatus.PENDING, OrderAction.DISPATCH, OrderKind.B2C)),
            new Mutant("a dispatch twice", CONSUMER, OrderStatus.PROCESSING, OrderAction.DISPATCH, unguarded(OrderStatus.PENDING, OrderAction.DISPATCH)),
            new Mutant("an order is cancelled behind the warehouse's back", CONSUMER, OrderStatus.PROCESSING, OrderAction.CANCEL, doing(Move.CANCEL_HERE)),
            new Mutant("a partly shipped order is cancelled", CONSUMER, OrderStatus.PARTIALLY_SHIPPED, OrderAction.CANCEL, doing(Move.CANCEL_HERE)),
            new Mutant("a shipped order is cancelled", CONSUMER, OrderStatus.SHIPPED, OrderAction.CANCEL, doing(Move.CANCEL_HERE)),
            new Mutant("a cancelled order is dispatched", CONSUMER, OrderStatus.CANCELLED, OrderAction.DISPATCH, like(OrderStatus.PENDING, OrderAction.DISPATCH, OrderKind.B2C)),
            new Mutant("a completed order is told again", CONSUMER, OrderStatus.COMPLETED, OrderAction.MARK_SHIPPED, doing(Move.RETRY_WRITE_BACK)),
            new Mutant("a consumer order is acknowledged", CONSUMER, OrderStatus.PENDING, OrderAction.ACKNOWLEDGE, like(OrderStatus.PENDING, OrderAction.ACKNOWLEDGE, OrderKind.B2B)),
            new Mutant("a purchase order is cancelled unheard", PURCHASE, OrderStatus.PENDING, OrderAction.CANCEL, like(OrderStatus.PENDING, OrderAction.CANCEL, OrderKind.B2C)),
            new Mutant("a purchase order is shipped by hand", PURCHASE, OrderStatus.ACKNOWLEDGED, OrderAction.MANUAL_SHIP, like(OrderStatus.PENDING, OrderAction.MANUAL_SHIP, OrderKind.B2C)),
            new Mutant("an order that waits is closed short", CONSUMER, OrderStatus.PENDING, OrderAction.CLOSE_SHORT, doing(Move.CLOSE_SHORT)),
            new Mutant("what the warehouse has is bound anew", CONSUMER, OrderStatus.PROCESSING, OrderAction.BIND_SKU, doing(Move.BIND)),
            new Mutant("a waiting order cannot be cancelled", CONSUMER, OrderStatus.PENDING, OrderAction.CANCEL, refusing(ReasonCode.ALREADY_DISPATCHED)),
            new Mutant("what was left cannot be given up", CONSUMER, OrderStatus.PARTIALLY_SHIPPED, OrderAction.CLOSE_SHORT, refusing(ReasonCode.OUTBOUND_ACTIVE)),
            new Mutant("the wrong reason is told", CONSUMER, OrderStatus.COMPLETED, OrderAction.CANCEL, refusing(ReasonCode.NOT_SHIPPED)),
            new Mutant("a row claims another target", CONSUMER, OrderStatus.PENDING, OrderAction.DISPATCH, to(OrderStatus.SHIPPED)));
    // spotless:on

    @TestFactory
    Stream<DynamicTest> everyMutantIsNoticed() {
        return MUTANTS.stream()
                .map(mutant -> DynamicTest.dynamicTest(
                        mutant.what(),
                        () -> assertThat(new ModelWalk(mutant.scope(), mutant.table()).broken())
                                .as("%s: %s %s", mutant.what(), mutant.status(), mutant.action())
                                .isNotEmpty()));
    }

    @Test
    void thereAreMutantsOfEveryAction() {
        assertThat(MUTANTS).hasSizeGreaterThanOrEqualTo(20);
        Set<OrderAction> spoilt = EnumSet.noneOf(OrderAction.class);
        MUTANTS.forEach(mutant -> spoilt.add(mutant.action()));
        spoilt.add(OrderAction.HOLD);
        assertThat(spoilt).as("HOLD has no guard and moves nothing").containsExactlyInAnyOrder(OrderAction.values());
    }
}
