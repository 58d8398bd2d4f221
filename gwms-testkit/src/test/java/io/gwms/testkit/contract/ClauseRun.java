package io.gwms.testkit.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Runs one clause of a contract and tells how it ended. */
final class ClauseRun {
    /** What an assumption that does not hold throws; its library is JUnit's own affair. */
    private static final String ABORTED = "org.opentest4j.TestAbortedException";

    private ClauseRun() {}

    /** Whether the clause fails after its scene was set; one that does not apply does not fail. */
    static boolean fails(Runnable setScene, Object group, Method clause) {
        try {
            setScene.run();
            clause.setAccessible(true);
            clause.invoke(group);
            return false;
        } catch (InvocationTargetException e) {
            return !isAborted(e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        } catch (RuntimeException e) {
            if (isAborted(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isAborted(Throwable e) {
        return e.getClass().getName().equals(ABORTED);
    }
}
