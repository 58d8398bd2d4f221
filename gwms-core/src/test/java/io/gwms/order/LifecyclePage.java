package io.gwms.order;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes docs/orders/lifecycle.md from the tables. */
final class LifecyclePage {
    private LifecyclePage() {}

    static String markdown() {
        StringBuilder page = new StringBuilder("""
                # The order lifecycle

                Written from the tables in `io.gwms.order` (`LifecycleTable`, `EventTable`, `ReasonCode`); a test compares
                this page with them. To renew it: `mvn -pl gwms-core test -Dtest=LifecyclePageTest -Dgwms.renew=true`.

                An arrow is followed by the statuses that may come of it; a code in capitals is the refusal. Rows in
                brackets are those of the transition table the code and the journal name; OD is a decision where the
                product pages are silent.

                ```mermaid
                """);
        diagram(page);
        page.append("```\n\n## What a person does\n");
        for (OrderAction action : OrderAction.values()) {
            actionTable(page, action);
        }
        guards(page);
        page.append("\n## What happens outside\n\n|  |");
        for (OrderStatus status : OrderStatus.values()) {
            page.append(' ').append(status).append(" |");
        }
        page.append("\n|---|")
                .append("---|".repeat(OrderStatus.values().length))
                .append('\n');
        for (EventTable.Incident incident : EventTable.Incident.values()) {
            page.append("| ").append(words(incident)).append(" |");
            for (OrderStatus status : OrderStatus.values()) {
                EventTable.Target target = EventTable.target(incident, status);
                page.append(' ')
                        .append(target(target.to(), status, target.row()))
                        .append(" |");
            }
            page.append('\n');
        }
        reasons(page);
        return page.toString();
    }

    private static void actionTable(StringBuilder page, OrderAction action) {
        page.append("\n### ").append(action).append("\n\n| from | B2C | B2B |\n|---|---|---|\n");
        for (OrderStatus status : OrderStatus.values()) {
            page.append("| ").append(status).append(" |");
            for (OrderKind kind : OrderKind.values()) {
                Cell cell = LifecycleTable.cell(status, action, kind);
                String text = cell.isRefused()
                        ? cell.refusal().reasons().get(0).code() + " (" + cell.row() + ")"
                        : target(cell.to(), status, cell.row());
                page.append(' ').append(text).append(" |");
            }
            page.append('\n');
        }
    }

    private static String target(Set<OrderStatus> to, OrderStatus from, String row) {
        if (to.equals(Set.of(from))) {
            return "same (" + row + ")";
        }
        StringBuilder text = new StringBuilder("→ ");
        String comma = "";
        for (OrderStatus status : to) {
            text.append(comma).append(status == from ? "same" : status);
            comma = ", ";
        }
        return text.append(" (").append(row).append(')').toString();
    }

    private static void diagram(StringBuilder page) {
        page.append("stateDiagram-v2\n  [*] --> PENDING\n");
        for (OrderStatus from : OrderStatus.values()) {
            for (OrderStatus to : OrderStatus.values()) {
                Set<String> causes = from == to ? Set.of() : causes(from, to);
                if (!causes.isEmpty()) {
                    page.append("  " + from + " --> " + to + ": " + String.join(", ", causes) + "\n");
                }
            }
        }
        for (OrderStatus status : OrderStatus.values()) {
            if (status.isTerminal()) {
                page.append("  " + status + " --> [*]\n");
            }
        }
    }

    private static Set<String> causes(OrderStatus from, OrderStatus to) {
        Set<String> causes = new LinkedHashSet<>();
        for (OrderAction action : OrderAction.values()) {
            for (OrderKind kind : OrderKind.values()) {
                Cell cell = LifecycleTable.cell(from, action, kind);
                if (!cell.isRefused() && cell.to().contains(to)) {
                    causes.add(action.name());
                }
            }
        }
        for (EventTable.Incident incident : EventTable.Incident.values()) {
            if (EventTable.target(incident, from).to().contains(to)) {
                causes.add(words(incident));
            }
        }
        return causes;
    }

    /** What has to hold of the order for each row that does something. */
    private static void guards(StringBuilder page) {
        page.append("""

                ## What has to hold

                Whatever does not hold is a reason of its own; all of them are told at once.

                | row | does | when |
                |---|---|---|
                """);
        Set<String> lines = new LinkedHashSet<>();
        for (OrderAction action : OrderAction.values()) {
            for (OrderStatus status : OrderStatus.values()) {
                for (OrderKind kind : OrderKind.values()) {
                    Cell cell = LifecycleTable.cell(status, action, kind);
                    if (!cell.isRefused()) {
                        lines.add("| " + cell.row() + " | " + words(cell.move()) + " | "
                                + Stream.of(Guard.values())
                                        .filter(cell.guards()::contains)
                                        .map(LifecyclePage::words)
                                        .collect(Collectors.joining(", "))
                                + " |\n");
                    }
                }
            }
        }
        lines.forEach(page::append);
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void reasons(StringBuilder page) {
        page.append("\n## Reasons\n\n| code | what it says | what helps | from |\n|---|---|---|---|\n");
        Set<String> names = new TreeSet<>();
        for (ReasonCode code : ReasonCode.values()) {
            names.add(code.name());
        }
        for (String name : names) {
            ReasonCode code = ReasonCode.valueOf(name);
            page.append("| " + name + " | " + code.text() + " | " + code.remedy() + " | " + code.source() + " |\n");
        }
    }
}
