package io.gwms.platform.amazonvendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.StoreSession;
import java.util.Map;

/** Asks what became of what Amazon has only taken (Vendor Transaction Status v1, getTransaction). */
final class Transactions {
    private static final String PATH = "/vendor/transactions/v1/transactions/";

    /** How a transaction stands. */
    enum State {
        PROCESSING,
        SUCCESS
    }

    private final AmazonClient client;

    Transactions(AmazonClient client) {
        this.client = client;
    }

    /** A transaction that failed is surely not done; one that is not known any more says nothing. */
    Outcome<State> state(StoreSession session, String transaction) {
        return client.get(session, PATH + AmazonClient.encoded(transaction), Map.of())
                .then(answer -> {
                    JsonNode status = answer.payload().path("transactionStatus");
                    return switch (status.path("status").asText("")) {
                        case "Processing" -> Outcome.done(State.PROCESSING);
                        case "Success" -> Outcome.done(State.SUCCESS);
                        case "Failure" ->
                            Outcome.refused(
                                    RefusalCode.FAILED_AFTERWARDS,
                                    "Amazon took it and failed it: "
                                            + AmazonClient.excerpt(status.path("errors"), session.redactor()));
                        default ->
                            Outcome.unknown("Amazon answered no known status of the transaction: "
                                    + AmazonClient.excerpt(answer.payload(), session.redactor()));
                    };
                });
    }
}
