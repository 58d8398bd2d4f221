package io.gwms.testkit.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Runs the program of some fakes as the only one of its directory, whoever else starts one there. The operating system
 * gives the directory free when the process ends, however it does.
 */
final class FakesMain {
    /** What this ends with when the directory is another's. */
    static final int TAKEN = 75;

    private FakesMain() {}

    /** The arguments: the name of the program's class, then its own, the directory first. */
    public static void main(String[] arguments) throws Throwable {
        if (!runAlone(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length))) {
            System.exit(TAKEN);
        }
    }

    @SuppressWarnings("try") // the lock is held until the program has ended
    private static boolean runAlone(String program, String[] arguments) throws Throwable {
        Path file = Path.of(arguments[0]).resolve("fakes.lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return false;
            }
            Method main = Class.forName(program).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) arguments);
            return true;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
