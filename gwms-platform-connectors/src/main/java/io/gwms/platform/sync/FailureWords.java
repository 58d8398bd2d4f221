package io.gwms.platform.sync;

import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;

/** Why a run failed: the family of the failure, what happened, where to go (order-sync-log, section 3.4). */
final class FailureWords {
    private FailureWords() {}

    static String of(Refusal refusal) {
        return refusal.code().equals(RefusalCode.NOT_AUTHORIZED)
                ? authorization(refusal.text())
                : platform(refusal.code() + ", " + refusal.text());
    }

    static String authorization(String what) {
        return "Authorization: " + what + ". Check the store in Platform Authorization, then sync again.";
    }

    static String platform(String what) {
        return "Platform: " + what
                + ". Check the platform account, the store's status and the time range, then sync again.";
    }
}
