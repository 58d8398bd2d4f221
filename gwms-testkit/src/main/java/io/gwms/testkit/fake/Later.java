package io.gwms.testkit.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is carried out after its caller got no answer: each at its virtual time, in the order it was put off.
 *
 * <p><b>Threads:</b> guarded by the fake that owns it.
 */
public final class Later {
    private final List<PutOff> putOff = new ArrayList<>();

    /** Nothing is put off. */
    public Later() {}

    private record PutOff(Instant due, Runnable work) {}

    /** Puts work off. */
    public void at(Instant due, Runnable work) {
        putOff.add(new PutOff(due, work));
    }

    /** Carries out what is due. */
    public void carryOut(Instant now) {
        for (PutOff one : List.copyOf(putOff)) {
            if (!one.due().isAfter(now)) {
                putOff.remove(one);
                one.work().run();
            }
        }
    }
}
