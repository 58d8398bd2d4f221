package io.gwms.platform.page;

import io.gwms.platform.OrderCursor;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StockSupport;
import io.gwms.platform.WriteBackSupport;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes docs/platforms.md from what the connectors of this module declare. */
final class PlatformsPage {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Map<String, Function<PlatformConnector, String>> ROWS = rows();

    private PlatformsPage() {}

    static String markdown() throws IOException {
        List<PlatformConnector> connectors = connectors();
        StringBuilder page = new StringBuilder("""
            # What each platform connector can do

            Written from what the connectors declare in `capabilities()`, as they come without settings; a test compares this page with
            them. To renew it: `mvn -pl gwms-platform-connectors -am test -Dtest=PlatformsPageTest -Dgwms.renew=true
            -Dsurefire.failIfNoSpecifiedTests=false`.

            What is declared absent is refused before any call is made. A change cursor that is not reliable is swept: open orders are
            read again, since a change need not move an order into a later window.

            MAKRO is experimental and off unless a host opts in by name: it follows the contract of a related platform and is not
            verified against Makro.

            """);
        row(page, "", connectors, connector -> "**" + connector.platform() + "**");
        page.append("|---".repeat(connectors.size() + 1)).append("|\n");
        ROWS.forEach((name, cell) -> row(page, name, connectors, cell));
        return page.toString();
    }

    private static void row(
            StringBuilder page,
            String name,
            List<PlatformConnector> connectors,
            Function<PlatformConnector, String> cell) {
        page.append("| ").append(name);
        connectors.forEach(connector -> page.append(" | ").append(cell.apply(connector)));
        page.append(" |\n");
    }

    /** Of every connector class each form that is made without settings. */
    static List<PlatformConnector> connectors() throws IOException {
        List<PlatformConnector> connectors = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(file -> file.toString().endsWith("Connector.java"))
                    .sorted()
                    .toList()) {
                String name = SOURCES.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), ".");
                connectors.addAll(made(name.substring(0, name.length() - ".java".length())));
            }
        }
        connectors.sort(Comparator.comparing(connector -> connector.platform().value()));
        return connectors;
    }

    private static List<PlatformConnector> made(String name) {
        try {
            Class<?> type = Class.forName(name);
            List<PlatformConnector> made = new ArrayList<>();
            for (Method factory : type.getDeclaredMethods()) {
                boolean open = Modifier.isPublic(factory.getModifiers()) && Modifier.isStatic(factory.getModifiers());
                if (open && factory.getParameterCount() == 0 && factory.getReturnType() == type) {
                    made.add((PlatformConnector) factory.invoke(null));
                }
            }
            return made;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Function<PlatformConnector, String>> rows() {
        Map<String, Function<PlatformConnector, String>> rows = new LinkedHashMap<>();
        rows.put("orders", of(can -> words(can.kinds())));
        rows.put("change cursor", of(can -> cursor(can.cursor())));
        rows.put("longest window", of(can -> length(can.cursor().maxWindow())));
        rows.put("history", of(can -> length(can.cursor().lookback())));
        rows.put("a change may show late by", of(can -> length(can.cursor().lag())));
        rows.put("orders a page", of(can -> String.valueOf(can.cursor().pageSize())));
        rows.put("look-up by number", of(can -> yes(can.canLookUpByNumber())));
        rows.put("census", of(can -> can.census().map(PlatformsPage::cursor).orElse("absent")));
        rows.put(
                "shipment write-back",
                of(can -> can.writeBack() == WriteBackSupport.NONE
                        ? "absent"
                        : can.writeBack() == WriteBackSupport.PARTIAL ? "line by line" : "whole order"));
        rows.put("asked about shipments", of(can -> yes(can.canProbeShipments())));
        rows.put("issues tracking numbers", of(can -> yes(can.issuesTracking())));
        rows.put(
                "acknowledgement of purchase orders",
                of(can -> can.canAcknowledge()
                        ? can.canAmendAcknowledgement() ? "yes, can be replaced" : "yes"
                        : "absent"));
        rows.put("cancellation", of(can -> yes(can.canCancelOrders())));
        rows.put("answer to a buyer who asks to cancel", of(can -> yes(can.canAnswerCancelRequests())));
        rows.put(
                "stock",
                of(can -> can.stock() == StockSupport.NONE
                        ? "absent"
                        : can.stock() == StockSupport.SET ? "set" : "compared and set"));
        rows.put("stock can be read", of(can -> yes(can.canReadStock())));
        rows.put("pushes", connector -> yes(connector.webhooks().isPresent()));
        rows.put("credential is refreshed", of(can -> yes(can.canRefreshCredential())));
        rows.put("address, by fulfilment model", of(PlatformsPage::addresses));
        rows.put(
                "product page",
                of(can -> can.productPage()
                        .map(page -> "`" + page.template() + "`")
                        .orElse("absent")));
        rows.put("details it never gives", of(can -> words(can.absentFields())));
        rows.put("actions in the API log", of(can -> words(can.actions())));
        return rows;
    }

    private static Function<PlatformConnector, String> of(Function<PlatformCapabilities, String> cell) {
        return connector -> cell.apply(connector.capabilities());
    }

    private static String cursor(OrderCursor cursor) {
        String field = cursor.field() == OrderCursor.Field.CHANGED_AT ? "time of change" : "time of order";
        return cursor.reliable() ? field : field + ", not reliable";
    }

    private static String addresses(PlatformCapabilities can) {
        return can.addressRules().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(rule -> rule.getKey() + ": " + plain(rule.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String length(@Nullable Duration length) {
        if (length == null) {
            return "no limit";
        }
        return length.toHours() % 24 == 0 && length.toDays() > 0
                ? length.toDays() + " days"
                : length.toMinutes() + " minutes";
    }

    private static String yes(boolean can) {
        return can ? "yes" : "absent";
    }

    private static String words(Collection<?> values) {
        return values.isEmpty()
                ? "none"
                : values.stream().map(PlatformsPage::plain).sorted().collect(Collectors.joining(", "));
    }

    private static String plain(Object value) {
        String text = value.toString();
        return text.equals("B2C") || text.equals("B2B")
                ? text
                : text.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
