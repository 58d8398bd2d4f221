package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.order.Order;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.store.StoreId;
import io.gwms.testkit.data.SampleOrder;
import java.util.Arrays;

/** What the tests of all reads of a {@link StateRepository} begin with. */
abstract class StateReadsClauses {
    static final StoreId ACME = new StoreId("acme");
    static final StoreId BETA = new StoreId("beta");
    static final WarehouseCode WAREHOUSE = new WarehouseCode("JNB-1");

    /** The repository under test. */
    abstract StateRepository state();

    void commit(Change... changes) {
        assertThat(state().commit(Arrays.asList(changes))).isInstanceOf(CommitResult.Committed.class);
    }

    Order save(SampleOrder sample) {
        commit(new Change.SaveOrder(sample.stored()));
        return sample.stored();
    }

    Order save(Order order) {
        commit(new Change.SaveOrder(order));
        return order;
    }
}
