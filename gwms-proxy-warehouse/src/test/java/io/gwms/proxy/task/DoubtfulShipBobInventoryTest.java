package io.gwms.proxy.task;

/** The doubtful answers that any warehouse may give, from ShipBob. */
class DoubtfulShipBobInventoryTest extends DoubtfulInventory {
    @Override
    Far far() {
        return Far.SHIP_BOB;
    }

    @Override
    boolean inPostgres() {
        return false;
    }
}
