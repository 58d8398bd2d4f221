package io.gwms;

import java.util.List;
import java.util.stream.Collectors;

/** Every message of the runtime itself, in one voice. */
final class RuntimeErrors {
    private RuntimeErrors() {}

    /** A setting that is missing or wrong: what it is, what it must be, what to type. */
    record BadSetting(String problem, String remedy) {
        static BadSetting missing(String setting, String mustBe, String remedy) {
            return new BadSetting(setting + " is not set, but must be " + mustBe, remedy);
        }

        static BadSetting wrong(String setting, Object value, String mustBe, String remedy) {
            return new BadSetting(setting + " is " + value + ", but must be " + mustBe, remedy);
        }
    }

    static GwmsException badSettings(List<BadSetting> settings) {
        String problem = settings.stream().map(BadSetting::problem).collect(Collectors.joining("; "));
        String remedy = settings.stream().map(BadSetting::remedy).collect(Collectors.joining(", "));
        return new GwmsException("GWMS-1101", problem, "on Gwms.builder() call " + remedy);
    }

    static GwmsException sameModuleTwice(String name) {
        return new GwmsException(
                "GWMS-1102",
                "two modules are named '" + name + "', but each must have a name of its own",
                "call module(…) once for it, or let one of them answer another name()");
    }

    static GwmsException sameHandlerTwice(Object type, String first, String second) {
        return new GwmsException(
                "GWMS-1103",
                "the modules '" + first + "' and '" + second + "' both bring a handler for tasks of type " + type
                        + ", but each type must have one",
                "install only one of the two, or give one of them a task type of its own");
    }

    static GwmsException installedLate(String module) {
        return new GwmsException(
                "GWMS-1104",
                "module '" + module + "' contributes after its installation",
                "call handler(…), recorder(…), housekeeping(…) and health(…) inside of install(…) only");
    }

    static GwmsException noEvidenceDatabase() {
        return new GwmsException(
                "GWMS-1105",
                "a module asks for the evidence database, but this runtime has none",
                "call database(…) or evidenceDatabase(…) on Gwms.builder(), or leave that module out");
    }

    static GwmsException moduleDidNotStart(String name, RuntimeException cause) {
        return new GwmsException(
                "GWMS-1106",
                "module '" + name + "' did not start: " + cause.getMessage(),
                "remove the cause and call start() of a new runtime; what had started was stopped again",
                cause);
    }

    static GwmsException startedTwice() {
        return new GwmsException(
                "GWMS-1107", "this runtime was started before, but starts once", "build another with Gwms.builder()");
    }

    static GwmsException steppedWhileStarted() {
        return new GwmsException(
                "GWMS-1108",
                "step() was called on a runtime that was started and runs its tasks itself",
                "call either start() or step(), not both");
    }

    static GwmsException closed() {
        return new GwmsException("GWMS-1109", "this runtime is closed", "build another with Gwms.builder()");
    }
}
