package io.gwms.audit;

import io.gwms.evidence.CallVerdict;
import java.util.Locale;
import java.util.Optional;

/** Finds a failure in the beginning of an XML answer: a SOAP fault, or {@code <flag>failure</flag>} (Qimen). */
final class FaultInXml {
    private FaultInXml() {}

    static Optional<CallVerdict> verdict(String start) {
        int fault = tag(start, "Fault");
        if (fault >= 0 && (tag(start, "Envelope") >= 0 || tag(start, "Body") >= 0)) {
            String code = start.substring(fault).toLowerCase(Locale.ROOT);
            boolean theirs = code.contains(":server<") || code.contains(":receiver<") || code.contains(">server<");
            return Optional.of(theirs ? CallVerdict.RED : CallVerdict.ORANGE);
        }
        int flag = tag(start, "flag");
        return flag >= 0 && start.regionMatches(true, start.indexOf('>', flag) + 1, "failure<", 0, 8)
                ? Optional.of(CallVerdict.ORANGE)
                : Optional.empty();
    }

    /** Where a tag of that local name begins, or -1. */
    private static int tag(String text, String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean opens = at > 0 && (text.charAt(at - 1) == '<' || text.charAt(at - 1) == ':');
            if (opens && end < text.length() && (text.charAt(end) == '>' || text.charAt(end) <= ' ')) {
                return at;
            }
        }
        return -1;
    }
}
