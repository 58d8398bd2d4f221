package io.gwms.testkit.contract;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.transport.HttpCall;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Connectors with one defect each in what they declare, answer and find; a key begins with the clauses that name it. */
final class BrokenLookUps {
    static final Map<String, UnaryOperator<ProxyWarehouseConnector>> ALL = Map.of(
            "1.2 declares something else each time it is asked", ChangesItsMind::new,
            "2.2 does not know whether a create left that never did", NotSentIsUnknown::new,
            "2.3 finds an order without its lines",
                    found(order -> order.status() == RemoteStatus.SHIPPED ? order : with(List.of(), order)),
            "6.2 forgets what left",
                    found(order -> order.status() == RemoteStatus.SHIPPED
                            ? with(
                                    order.lines().stream()
                                            .map(BrokenLookUps::nothingLeft)
                                            .toList(),
                                    order)
                            : order),
            "8.1 gives up at the first refusal", GivesUp::new,
            "11.1 finds an inbound order without its lines", FindsNoLines::new,
            "3.2+3.3+6.1+9.2 looks up by calls that nobody may repeat", LooksUpOnce::new);

    private BrokenLookUps() {}

    private static RemoteOrder.Line nothingLeft(RemoteOrder.Line line) {
        return new RemoteOrder.Line(line.proxySku(), line.quantity(), 0);
    }

    private static RemoteOrder with(List<RemoteOrder.Line> lines, RemoteOrder order) {
        return RemoteOrder.builder(order.reference(), order.thirdPartyNo(), order.status(), order.rawStatus())
                .lines(lines)
                .trackingNumber(order.trackingNumber())
                .carrier(order.carrier())
                .charges(order.charges())
                .endedAt(order.endedAt())
                .receipts(order.receipts())
                .build();
    }

    private static UnaryOperator<ProxyWarehouseConnector> found(UnaryOperator<RemoteOrder> change) {
        return good -> new AlteredWarehouse(good) {
            @Override
            public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
                return each(
                        good.findOutbounds(request), answer -> answer.then(order -> Outcome.done(order.map(change))));
            }
        };
    }

    private static final class ChangesItsMind extends AlteredWarehouse {
        private long asked;

        ChangesItsMind(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public ProxyCapabilities capabilities() {
            asked++;
            ProxyCapabilities can = good.capabilities();
            return new ProxyCapabilities(
                    can.duplicates(),
                    can.findByReference(),
                    Duration.ofMinutes(asked),
                    can.cancel(),
                    can.labels(),
                    can.inbounds(),
                    can.inventory());
        }
    }

    private static final class NotSentIsUnknown extends AlteredWarehouse {
        NotSentIsUnknown(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request) {
            return each(
                    good.createOutbounds(request),
                    answer -> WarehouseScene.codeOf(answer)
                                    .filter(RefusalCode.NOT_SENT::equals)
                                    .isPresent()
                            ? Outcome.unknown("the connection failed")
                            : answer);
        }
    }

    private static final class GivesUp extends AlteredWarehouse {
        GivesUp(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request) {
            List<Outcome<RemoteOrder>> answers = good.createOutbounds(request);
            return answers.stream()
                    .takeWhile(answer -> !(answer instanceof Outcome.Refused) || answers.size() == 1)
                    .toList();
        }
    }

    private static final class FindsNoLines extends AlteredWarehouse {
        FindsNoLines(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<Optional<RemoteOrder>>> findInbounds(FindOrders request) {
            return each(
                    good.findInbounds(request),
                    answer -> answer.then(order -> Outcome.done(order.map(
                            found -> found.status() == RemoteStatus.PUT_AWAY ? found : with(List.of(), found)))));
        }
    }

    private static final class LooksUpOnce extends AlteredWarehouse {
        LooksUpOnce(ProxyWarehouseConnector good) {
            super(good);
        }

        @Override
        public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
            Transport line = request.session().transport();
            return good.findOutbounds(new FindOrders(
                    request.session().through(call -> line.send(notRepeatable(call))), request.references()));
        }

        private static HttpCall notRepeatable(HttpCall call) {
            HttpCall.Builder same = HttpCall.of(call.method(), call.uri(), call.context())
                    .timeout(call.timeout())
                    .body(call.body());
            call.headers().forEach(header -> same.header(header.name(), header.value()));
            return same.repeatable(false).build();
        }
    }
}
