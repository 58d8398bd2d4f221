package io.gwms.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Time comes in as a parameter: only {@code io.gwms.time} of core reads the machine's clock and zone, or waits on it. */
class TimeIsAParameterTest {
    private static final String HOME = "io.gwms.time";

    /** Classes that may read the machine's time, each with its reason. Empty is best. */
    private static final Set<String> ALLOWED = Set.of();

    /** By class: the methods, of any parameters but a clock, that read or wait. */
    private static final Map<String, Pattern> READERS = Map.ofEntries(
            entry("java.lang.System", Pattern.compile("currentTimeMillis")),
            entry("java.lang.Thread", Pattern.compile("sleep")),
            entry("java.util.concurrent.TimeUnit", Pattern.compile("sleep")),
            entry("java.time.Clock", Pattern.compile("(system|tick(Millis|Seconds|Minutes)).*")),
            entry("java.time.InstantSource", Pattern.compile("system")),
            entry("java.time.ZoneId", Pattern.compile("systemDefault")),
            entry("java.util.TimeZone", Pattern.compile("getDefault")),
            entry("java.util.Calendar", Pattern.compile("getInstance")),
            entry("java.util.GregorianCalendar", Pattern.compile("<init>")));

    private static final Pattern NOW = Pattern.compile("now");

    @Test
    void nothingReadsTheMachinesTimeOutsideOnePlace() {
        noClasses()
                .that(describe("are not of " + HOME, type -> !isHome(type) && !ALLOWED.contains(type.getFullName())))
                .should()
                .accessTargetWhere(describe("it is the machine's clock, zone or sleep", TimeIsAParameterTest::reads))
                .check(Modules.classes());
    }

    private static boolean isHome(JavaClass type) {
        return Modules.inCore(type) && (type.getPackageName() + ".").startsWith(HOME + ".");
    }

    private static boolean reads(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        String owner = target.getOwner().getName();
        if (owner.equals("java.util.Date")) {
            return target.getName().equals("<init>")
                    && target.getRawParameterTypes().isEmpty();
        }
        Pattern readers = owner.startsWith("java.time.") ? READERS.getOrDefault(owner, NOW) : READERS.get(owner);
        return readers != null
                && readers.matcher(target.getName()).matches()
                && target.getRawParameterTypes().stream()
                        .noneMatch(type -> type.getName().equals("java.time.Clock"));
    }
}
