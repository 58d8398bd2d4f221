package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.util.List;

/** What a delivered notification is worth: {@link Authentic} or {@link Rejected}. */
public sealed interface CallbackVerdict {
    /** Runs the one case that fits. */
    <R> R fold(Cases<? extends R> cases);

    /** A function for each case; {@link CallbackVerdict#fold} runs the one that fits. */
    interface Cases<R> {
        /** The warehouse sent it. */
        R authentic(Authentic verdict);

        /** Nothing in it is to be believed. */
        R rejected(Rejected verdict);
    }

    /**
     * The warehouse sent it.
     *
     * @param deliveryId the same for each delivery of this event, and of no other in that account
     * @param notices of which orders it speaks; empty when it is about something else
     */
    record Authentic(String deliveryId, List<CallbackNotice> notices) implements CallbackVerdict {
        public Authentic {
            Require.text(deliveryId, "deliveryId");
            notices = List.copyOf(notices);
        }

        @Override
        public <R> R fold(Cases<? extends R> cases) {
            return cases.authentic(this);
        }
    }

    /**
     * Nothing in it is to be believed.
     *
     * @param why of which kind the defect is
     * @param text the defect in words, redacted
     */
    record Rejected(Why why, String text) implements CallbackVerdict {
        public Rejected {
            requireNonNull(why, "why");
            Require.text(text, "text");
        }

        @Override
        public <R> R fold(Cases<? extends R> cases) {
            return cases.rejected(this);
        }
    }

    /** Why a delivery is rejected. */
    enum Why {
        /** It carries no signature. */
        UNSIGNED,
        /** The signature is not that of a secret we know. */
        FORGED,
        /** Nobody could check its signature, as the credential has no secret for it; it must be sent again. */
        NO_SECRET,
        /** It is signed, and too old or from the future: it may be a replay. */
        STALE,
        /** It is signed and cannot be read. */
        UNREADABLE
    }
}
