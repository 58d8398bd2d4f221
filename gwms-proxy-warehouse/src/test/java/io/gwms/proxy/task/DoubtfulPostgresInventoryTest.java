package io.gwms.proxy.task;

/** The doubtful answers that any warehouse may give, with a host that keeps what it knows in PostgreSQL. */
class DoubtfulPostgresInventoryTest extends DoubtfulInventory {
    @Override
    Far far() {
        return Far.FOUR_PX;
    }

    @Override
    boolean inPostgres() {
        return true;
    }
}
