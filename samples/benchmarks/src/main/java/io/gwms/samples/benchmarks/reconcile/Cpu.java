package io.gwms.samples.benchmarks.reconcile;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** Processor time of this process with all its threads, which other work on the machine does not lengthen. */
final class Cpu {
    private Cpu() {}

    /** Seconds used so far, user and system. */
    static double seconds() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    /** Seconds used by that work; rubbish of earlier work is collected before. */
    static double of(Callable<?> work) throws Exception {
        System.gc();
        double before = seconds();
        work.call();
        return seconds() - before;
    }

    /** Bytes of heap in use after a collection. */
    static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
