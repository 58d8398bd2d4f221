package io.gwms.platform.sync;

import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.redact.Redactor;

/** Why a run failed: the family of the failure, what happened, where to go (order-sync-log, section 3.4). */
final class FailureWords {
    private static final String AUTHORIZATION = "Authorization: ";

    private FailureWords() {}

    /** These words without secrets; the name of a family is no header, so what follows it still shows. */
    static String safe(String words, Redactor redactor) {
        return words.startsWith(AUTHORIZATION)
                ? AUTHORIZATION + redactor.text(words.substring(AUTHORIZATION.length()))
                : redactor.text(words);
    }

    /** The same for the text of a task, where every text is redacted and the name of that family taken for a header. */
    static String inTask(String words) {
        return words.startsWith(AUTHORIZATION) ? "not authorized, " + words.substring(AUTHORIZATION.length()) : words;
    }

    static String of(Refusal refusal) {
        return refusal.code().equals(RefusalCode.NOT_AUTHORIZED)
                ? authorization(refusal.text())
                : platform(refusal.code() + ", " + refusal.text());
    }

    static String authorization(String what) {
        return AUTHORIZATION + what + ". Check the store in Platform Authorization, then sync again.";
    }

    static String platform(String what) {
        return "Platform: " + what
                + ". Check the platform account, the store's status and the time range, then sync again.";
    }
}
