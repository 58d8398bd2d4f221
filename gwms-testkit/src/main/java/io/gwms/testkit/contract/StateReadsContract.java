package io.gwms.testkit.contract;

import io.gwms.state.StateRepository;
import org.junit.jupiter.api.Nested;

/** What the reads of a {@link StateRepository} show: orders, warehouse orders, SKU mappings, coverage, quarantine. */
public abstract class StateReadsContract {
    protected StateReadsContract() {}

    /** The repository under test: the same throughout a test, empty at its start. */
    protected abstract StateRepository state();

    @Nested
    class Orders extends OrderReadsClauses {
        @Override
        StateRepository state() {
            return StateReadsContract.this.state();
        }
    }

    @Nested
    class Mappings extends MappingReadsClauses {
        @Override
        StateRepository state() {
            return StateReadsContract.this.state();
        }
    }

    @Nested
    class WarehouseOrders extends WarehouseOrderReadsClauses {
        @Override
        StateRepository state() {
            return StateReadsContract.this.state();
        }
    }

    @Nested
    class OrderSync extends OrderSyncReadsClauses {
        @Override
        StateRepository state() {
            return StateReadsContract.this.state();
        }
    }
}
