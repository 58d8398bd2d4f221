package io.gwms.proxy.qimen;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.wire.LookUps;
import io.gwms.proxy.wire.Replies;
import io.gwms.transport.CallAction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks one order up by its code, whose lines come in pages. */
record QimenLookUp(QimenCalls calls, String owner, Kind kind) {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 1_000;

    /** Delivery orders, or entry orders. */
    enum Kind {
        DELIVERY("deliveryorder.query", "orderCode", "deliveryOrder"),
        ENTRY("entryorder.query", "entryOrderCode", "entryOrder");

        private final String method;
        private final String code;
        private final String head;

        Kind(String method, String code, String head) {
            this.method = method;
            this.code = code;
            this.head = head;
        }

        RemoteOrder read(List<QimenXml> pages) {
            return this == DELIVERY ? QimenPapers.readDelivery(pages) : QimenPapers.readEntry(pages);
        }

        CallAction action() {
            return this == DELIVERY ? CallAction.OUTBOUND_QUERY : CallAction.INBOUND_QUERY;
        }
    }

    Outcome<Optional<RemoteOrder>> find(String reference) {
        List<QimenXml> pages = new ArrayList<>();
        for (int number = 1; number <= MOST_PAGES; number++) {
            Outcome<QimenCalls.Answer> page = page(reference, number);
            Optional<QimenCalls.Answer> answer = page.asDone();
            if (answer.isEmpty()) {
                return page.then(unused -> Outcome.done(Optional.empty()));
            }
            if (!answer.get().success()) {
                return number == 1
                                && calls.terms()
                                        .notFoundCodes()
                                        .contains(answer.get().code())
                        ? Outcome.done(Optional.empty())
                        : Replies.unreadable(answer.get().message(), session().redactor());
            }
            QimenXml body = answer.get().body();
            if (!body.has(kind.head)) {
                return Replies.unreadable(
                        "success without a '" + kind.head + "' for " + reference,
                        session().redactor());
            }
            pages.add(body);
            int lines = pages.stream()
                    .mapToInt(each -> each.list("orderLines", "orderLine").size())
                    .sum();
            String total = body.text("totalLines");
            try {
                long all = total.isEmpty() ? lines : Replies.whole(total);
                if (lines >= all) {
                    return read(reference, pages, lines > all);
                }
            } catch (IllegalArgumentException e) {
                return Replies.unreadable(
                        String.valueOf(e.getMessage()), session().redactor());
            }
            if (body.list("orderLines", "orderLine").isEmpty()) {
                return Replies.unreadable(
                        lines + " of " + total + " lines came", session().redactor());
            }
        }
        return Replies.unreadable(
                "more than " + MOST_PAGES + " pages of lines", session().redactor());
    }

    private Outcome<Optional<RemoteOrder>> read(String reference, List<QimenXml> pages, boolean tooMany) {
        if (tooMany) {
            return Replies.unreadable(
                    "more lines came than were counted", session().redactor());
        }
        try {
            RemoteOrder order = kind.read(pages);
            String wrong = LookUps.strangers(List.of(order), List.of(reference));
            return wrong.isEmpty()
                    ? Outcome.done(Optional.of(order))
                    : Replies.unreadable(wrong, session().redactor());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Replies.unreadable(String.valueOf(e.getMessage()), session().redactor());
        }
    }

    private Outcome<QimenCalls.Answer> page(String reference, int number) {
        QimenXml request = QimenXml.of("request")
                .put("ownerCode", owner)
                .put("warehouseCode", session().route().proxyWarehouse())
                .put(kind.code, reference)
                .put("page", Integer.toString(number))
                .put("pageSize", Integer.toString(PAGE));
        return calls.query(kind.action(), kind.method, request);
    }

    /** Whether a cancel is known to have failed since then, because the parcel was not found. */
    Outcome<Boolean> interceptionFailed(String reference, Instant since) {
        QimenXml request = QimenXml.of("request")
                .put("orderType", "JYCK")
                .put("orderCode", reference)
                .put("warehouseCode", session().route().proxyWarehouse());
        Instant sinceTheirSecond = since.truncatedTo(ChronoUnit.SECONDS);
        return calls.query(CallAction.OUTBOUND_QUERY, "orderprocess.query", request)
                .then(answer -> Outcome.done(answer.success()
                        && answer.body().all("orderProcess").stream()
                                .flatMap(each -> each.list("processes", "process").stream())
                                .filter(each -> each.text("processStatus").equals("CANCELEDFAIL"))
                                .map(each -> QimenPapers.time(each.text("operateTime")))
                                .anyMatch(at -> at.isEmpty() || !at.get().isBefore(sinceTheirSecond))));
    }

    /** What a refused create means: a code that exists already, or a wrong order; the dialect names no code for it. */
    Outcome<RemoteOrder> duplicateOr(QimenCalls.Answer refused, String reference) {
        Outcome<Optional<RemoteOrder>> found = find(reference);
        if (found.asDone().isPresent()) {
            return found.asDone().get().isEmpty()
                    ? QimenCalls.refused(refused)
                    : Outcome.refused(RefusalCode.DUPLICATE_REFERENCE, refused.message());
        }
        return Replies.unreadable(
                refused.message() + "; whether the code exists already could not be asked",
                session().redactor());
    }

    private ProxySession session() {
        return calls.session();
    }
}
