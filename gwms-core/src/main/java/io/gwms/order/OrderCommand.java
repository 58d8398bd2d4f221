package io.gwms.order;

/** A command to one order, with its inputs. */
sealed interface OrderCommand {
    OrderAction action();

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

    record Cancel() implements OrderCommand {
        @Override
        public OrderAction action() {
            return OrderAction.CANCEL;
        }
    }
}
