package io.gwms.proxy.qimen;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.CallbackNotice;
import io.gwms.proxy.CallbackVerdict;
import io.gwms.proxy.CallbackVerdict.Authentic;
import io.gwms.proxy.CallbackVerdict.Rejected;
import io.gwms.proxy.CallbackVerdict.Why;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.ReadCallback;
import io.gwms.proxy.StatusCallbacks;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.task.BusinessType;
import io.gwms.testkit.qimen.QimenNotice;
import io.gwms.testkit.qimen.QimenStock;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Confirmations and reports of a warehouse of the dialect. */
class QimenCallbacksTest {
    private final StatusCallbacks callbacks =
            QimenBench.connector().build().callbacks().orElseThrow();

    private CallbackVerdict read(String query, String body, Instant at) {
        return read(callbacks, query, body, at, QimenBench.credential("secret-of-the-app"));
    }

    private static CallbackVerdict read(
            StatusCallbacks callbacks, String query, String body, Instant at, Credential credential) {
        return callbacks.read(new ReadCallback(
                new CallbackDelivery(
                        "POST", URI.create("/hook?" + query), List.of(), body.getBytes(StandardCharsets.UTF_8), at),
                credential,
                Redactor.standard()));
    }

    /** Signed as a warehouse would. */
    private CallbackVerdict signed(String method, String body) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("method", method);
        query.put("timestamp", "2026-03-10 20:00:00");
        query.put(
                "sign",
                QimenSignature.of(query, body.getBytes(StandardCharsets.UTF_8), Secret.of("secret-of-the-app")));
        return read(
                query.entrySet().stream()
                        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")),
                body,
                QimenBench.START);
    }

    private static Why why(CallbackVerdict verdict) {
        assertThat(verdict).isInstanceOf(Rejected.class);
        return ((Rejected) verdict).why();
    }

    @Test
    void aConfirmationOfTheFakeIsAuthenticOnceAndAgain() {
        try (QimenBench bench = new QimenBench(fake -> fake.stock(QimenStock.good("WH1", "P-1", "E1"), 50))) {
            QimenBench.connector()
                    .build()
                    .createOutbounds(new CreateOutbounds(bench.session(), List.of(QimenBench.order("R-1", "P-1", 2))));
            bench.fake.ship("R-1");
            QimenNotice notice = bench.fake.notices().get(0);

            CallbackVerdict verdict = read(notice.query(), notice.body(), QimenBench.START);

            assertThat(verdict).isInstanceOf(Authentic.class);
            CallbackNotice told = ((Authentic) verdict).notices().get(0);
            assertThat(told.business()).isEqualTo(BusinessType.OUTBOUND);
            assertThat(told.reference()).isEqualTo("R-1");
            assertThat(told.rawStatus()).isEqualTo("DELIVERED");
            assertThat(read(notice.query(), notice.body(), QimenBench.START)).isEqualTo(verdict);
            assertThat(new String(callbacks.reply(verdict).body(), StandardCharsets.UTF_8))
                    .contains("<flag>success</flag>");
            CallbackVerdict changed =
                    read(notice.query(), notice.body().replace("DELIVERED", "CANCELED"), QimenBench.START);
            assertThat(why(changed)).isEqualTo(Why.FORGED);
            assertThat(new String(callbacks.reply(changed).body(), StandardCharsets.UTF_8))
                    .contains("<flag>failure</flag>");
            assertThat(why(read(notice.query(), notice.body(), QimenBench.START.plus(Duration.ofMinutes(11)))))
                    .isEqualTo(Why.STALE);
            assertThat(why(read("method=x", notice.body(), QimenBench.START))).isEqualTo(Why.UNSIGNED);
        }
    }

    @Test
    void whatNobodyCanCheckForWantOfTheSecretIsNotForged() {
        Credential kept = QimenBench.credential("secret-of-the-app");
        Credential none = Credential.of(kept.owner(), Map.of(), kept.settings());

        assertThat(why(read(callbacks, "method=x&sign=00", "", QimenBench.START, none)))
                .isEqualTo(Why.NO_SECRET);
        assertThat(why(read(callbacks, "method=x", "", QimenBench.START, none))).isEqualTo(Why.UNSIGNED);
    }

    @Test
    void howOldANotificationMayBeIsASetting() {
        StatusCallbacks patient = QimenBench.connector()
                .notificationTolerance(Duration.ofMinutes(30))
                .build()
                .callbacks()
                .orElseThrow();
        byte[] body = "<request/>".getBytes(StandardCharsets.UTF_8);
        Map<String, String> query = Map.of("method", "x", "timestamp", "2026-03-10 20:00:00");
        String sent = "method=x&timestamp=2026-03-10+20:00:00&sign="
                + QimenSignature.of(query, body, Secret.of("secret-of-the-app"));
        Credential credential = QimenBench.credential("secret-of-the-app");
        Instant half = QimenBench.START.plus(Duration.ofMinutes(30));

        assertThat(why(read(callbacks, sent, "<request/>", half, credential))).isEqualTo(Why.STALE);
        assertThat(read(patient, sent, "<request/>", half, credential)).isInstanceOf(Authentic.class);
        assertThat(why(read(patient, sent, "<request/>", half.plusSeconds(1), credential)))
                .isEqualTo(Why.STALE);
    }

    @Test
    void eachKindNamesItsOrderAndAnotherEventHasAnotherId() {
        Authentic entry = (Authentic) signed(
                "entryorder.confirm",
                "<request><entryOrder><entryOrderCode>ASN-1</entryOrderCode><entryOrderId>E7</entryOrderId>"
                        + "<outBizCode>m1</outBizCode><status>FULFILLED</status></entryOrder></request>");
        Authentic process = (Authentic) signed(
                "orderprocess.report",
                "<request><order><orderCode>R-1</orderCode><orderType>JYCK</orderType>"
                        + "<processStatus>CANCELEDFAIL</processStatus></order></request>");

        assertThat(entry.notices())
                .containsExactly(new CallbackNotice(BusinessType.INBOUND, "ASN-1", "E7", "FULFILLED"));
        assertThat(process.notices())
                .containsExactly(new CallbackNotice(BusinessType.OUTBOUND, "R-1", "", "CANCELEDFAIL"));
        assertThat(entry.deliveryId()).isNotEqualTo(process.deliveryId());
        assertThat(((Authentic) signed("stockchange.report", "<request><items/></request>")).notices())
                .isEmpty();
    }

    @Test
    void whateverIsSignedIsAnsweredAndNothingThrown() {
        for (String body : List.of("", "{}", "<request>", "<!DOCTYPE a><request/>")) {
            assertThat(why(signed("deliveryorder.confirm", body))).as(body).isEqualTo(Why.UNREADABLE);
        }
        assertThat(signed("deliveryorder.confirm", "<request><deliveryOrder/></request>"))
                .isInstanceOf(Authentic.class);
    }
}
