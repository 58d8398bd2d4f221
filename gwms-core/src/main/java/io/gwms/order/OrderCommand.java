package io.gwms.order;

/** A command to one order, with its inputs. */
sealed interface OrderCommand {
    OrderAction action();

    record Acknowledge(AcknowledgeOrder request) implements OrderCommand {
        @Override
        public OrderAction action() {
            return OrderAction.ACKNOWLEDGE;
        }
    }

    record Dispatch(DispatchOrder request, boolean batch) implements OrderCommand {
        @Override
        public OrderAction action() {
            return OrderAction.DISPATCH;
        }
    }

    record Bind(LineBinding binding) implements OrderCommand {
        @Override
        public OrderAction action() {
            return OrderAction.BIND_SKU;
        }
    }

    record MarkShipped() implements OrderCommand {
        @Override
        public OrderAction action() {
            return OrderAction.MARK_SHIPPED;
        }
    }

    record ManualShip(ManualShipment shipment) implements OrderCommand {
        @Override
        public OrderAction action() {
            return OrderAction.MANUAL_SHIP;
        }
    }

    record Cancel(CancelOrder request) implements OrderCommand {
        @Override
        public OrderAction action() {
            return OrderAction.CANCEL;
        }
    }

    record CloseShort() implements OrderCommand {
        @Override
        public OrderAction action() {
            return OrderAction.CLOSE_SHORT;
        }
    }

    record Hold(HoldOrder hold) implements OrderCommand {
        @Override
        public OrderAction action() {
            return OrderAction.HOLD;
        }
    }

    record Release() implements OrderCommand {
        @Override
        public OrderAction action() {
            return OrderAction.RELEASE;
        }
    }
}
