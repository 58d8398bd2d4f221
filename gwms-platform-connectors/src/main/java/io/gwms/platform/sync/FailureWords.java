package io.gwms.platform.sync;

import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.SyncFailure;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.redact.Redactor;
import java.util.Set;

/** Why a run failed: the family of the failure, what happened, where to go (order-sync-log, section 3.4). */
final class FailureWords {
    private static final String AUTHORIZATION = "Authorization: ";

    private FailureWords() {}

    /** This failure without secrets; the name of a family is no header, so what follows it still shows. */
    static SyncFailure safe(SyncFailure failure, Redactor redactor) {
        String words = failure.reason();
        String safe = words.startsWith(AUTHORIZATION)
                ? AUTHORIZATION + redactor.text(words.substring(AUTHORIZATION.length()))
                : redactor.text(words);
        return new SyncFailure(failure.family(), failure.code(), safe);
    }

    /** The words for the text of a task, where every text is redacted and the name of that family taken for a header. */
    static String inTask(SyncFailure failure) {
        String words = failure.reason();
        return words.startsWith(AUTHORIZATION) ? "not authorized, " + words.substring(AUTHORIZATION.length()) : words;
    }

    static SyncFailure of(Refusal refusal) {
        return Set.of(RefusalCode.NOT_AUTHORIZED, RefusalCode.NOT_PERMITTED).contains(refusal.code())
                ? authorization(refusal.code().value(), refusal.text())
                : platform(refusal.code().value(), refusal.code() + ", " + refusal.text());
    }

    static SyncFailure authorization(String code, String what) {
        return new SyncFailure(
                FailureFamily.AUTHORIZATION,
                code,
                AUTHORIZATION + sentence(what) + FailureFamily.AUTHORIZATION.remedy());
    }

    static SyncFailure platform(String code, String what) {
        return new SyncFailure(
                FailureFamily.PLATFORM, code, "Platform: " + sentence(what) + FailureFamily.PLATFORM.remedy());
    }

    /** The words with one full stop behind them, whether or not the platform gave one. */
    private static String sentence(String what) {
        return what.endsWith(".") ? what + " " : what + ". ";
    }
}
