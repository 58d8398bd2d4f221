package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import java.util.List;

/**
 * Answers buyers who asked to cancel ({@link PlatformOrder#cancelRequested()}).
 *
 * @param session the store and how to reach it
 * @param answers one for each order, at least one
 */
@Incubating("Shopee alone lets buyers ask to cancel")
public record AnswerCancelRequests(StoreSession session, List<Answer> answers) {
    public AnswerCancelRequests {
        requireNonNull(session, "session");
        answers = Require.some(answers, "answers");
    }

    /**
     * The answer to one buyer.
     *
     * @param platformOrderId the platform's immutable id of the order
     * @param accept whether the order is to be cancelled; otherwise it goes on
     * @param reason why, in words; may be empty
     */
    public record Answer(String platformOrderId, boolean accept, String reason) {
        public Answer {
            Require.text(platformOrderId, "platformOrderId");
            requireNonNull(reason, "reason");
        }
    }
}
