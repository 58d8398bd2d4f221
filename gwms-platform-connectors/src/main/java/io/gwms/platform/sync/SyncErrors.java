package io.gwms.platform.sync;

import io.gwms.GwmsException;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import java.time.Instant;

/** Every refusal of a sync request, in one voice; nothing was called or recorded. */
final class SyncErrors {
    private SyncErrors() {}

    static GwmsException unknownStore(StoreId store) {
        return new GwmsException(
                "GWMS-2101", "there is no store '" + store + "'", "save it first: gwms.stores().save(Store.of(…))");
    }

    static GwmsException cannotBeCalled(String why) {
        return new GwmsException(
                "GWMS-2102",
                why,
                "switch the store on, connect it, store its credential with gwms.credentials().replace(…), then ask again");
    }

    static GwmsException fetchingIsOff(Store store) {
        return new GwmsException(
                "GWMS-2103",
                "the store " + store.id() + " does not fetch orders",
                "switch it on: gwms.stores().save(store.withSwitches(true, store.pushStock()))");
    }

    static GwmsException noConnector(Store store) {
        return new GwmsException(
                "GWMS-2104",
                "the store " + store.id() + " is on " + store.platform() + ", for which no connector is installed",
                "add it: PlatformModule.builder().connector(…)");
    }

    static GwmsException unsupported(Store store, String what) {
        return new GwmsException(
                "GWMS-2105",
                store.platform() + " of the store " + store.id() + " cannot " + what,
                "ask in another way; PlatformConnector.capabilities() tells what it can do");
    }

    static GwmsException outsideHorizon(Store store, TimeWindow window, Instant from, Instant to) {
        return new GwmsException(
                "GWMS-2106",
                "the time range " + window.from() + " to " + window.to() + " of the store " + store.id()
                        + " is outside of what its platform shows, " + from + " to " + to,
                "ask for a time range that begins there and not in the future");
    }

    static GwmsException unknownRun(SyncRunId run) {
        return new GwmsException(
                "GWMS-2107",
                "there is no run '" + run + "', or it was forgotten with its task",
                "ask for the orders anew: submit(SyncRequest.…)");
    }

    static GwmsException notEnded(SyncRunId run) {
        return new GwmsException(
                "GWMS-2108",
                "the run " + run + " is queued or running",
                "wait until it has ended, or cancel its task, then ask again; nothing was done");
    }
}
