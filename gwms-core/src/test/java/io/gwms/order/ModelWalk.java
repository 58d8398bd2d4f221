package io.gwms.order;

import io.gwms.order.ModelSteps.Scope;
import io.gwms.order.ModelSteps.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks through every state that can be reached, and says which rule is broken first and how one gets there. */
final class ModelWalk {
    private final ModelSteps steps;
    private final ModelRules rules;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<ModelWorld> worlds = new ArrayList<>();
    private final List<Integer> cameFrom = new ArrayList<>();
    private final List<String> cameBy = new ArrayList<>();
    private final List<Set<Integer>> into = new ArrayList<>();
    private final Set<OrderStatus> seen = EnumSet.noneOf(OrderStatus.class);
    private long taken;
    private String broken = "";

    ModelWalk(Scope scope, OrderLifecycle.Table table) {
        this.steps = new ModelSteps(scope, new OrderLifecycle(table));
        this.rules = new ModelRules(scope, table);
    }

    /** What is broken, with the way that leads there; empty when nothing is. */
    String broken() {
        Deque<Integer> open = new ArrayDeque<>();
        visit(steps.start(), -1, "received", open);
        while (!open.isEmpty() && broken.isEmpty()) {
            expand(open.remove(), open);
        }
        if (broken.isEmpty()) {
            checkWaysOut();
        }
        return broken;
    }

    int states() {
        return worlds.size();
    }

    long steps() {
        return taken;
    }

    Set<OrderStatus> seen() {
        return seen;
    }

    private int visit(ModelWorld world, int from, String by, Deque<Integer> open) {
        Integer known = numbers.putIfAbsent(world.key(), worlds.size());
        if (known != null) {
            return known;
        }
        int number = worlds.size();
        worlds.add(world);
        cameFrom.add(from);
        cameBy.add(by);
        into.add(new HashSet<>());
        seen.add(world.order().status());
        open.add(number);
        return number;
    }

    private void expand(int number, Deque<Integer> open) {
        ModelWorld world = worlds.get(number);
        List<Offer> offers = steps.offers(world);
        report(rules.brokenBy(world, offers), number, "");
        List<Step> all;
        try {
            all = steps.of(world);
        } catch (RuntimeException e) {
            report(List.of("no rule throws: " + e), number, "");
            return;
        }
        boolean ended = world.order().status().isTerminal();
        for (Step step : all) {
            taken++;
            report(rules.brokenBy(world, step, offers), number, " ▸ " + step.what());
            if (ended) {
                report(rules.brokenBy(step.after(), steps.offers(step.after())), number, " ▸ " + step.what());
            } else if (step.isFollowed() && broken.isEmpty()) {
                into.get(visit(step.after(), number, step.what(), open)).add(number);
            }
        }
    }

    private void report(List<String> rules, int number, String last) {
        if (!rules.isEmpty() && broken.isEmpty()) {
            broken = rules + " after " + way(number) + last + " in "
                    + worlds.get(number).key();
        }
    }

    private String way(int number) {
        Deque<String> way = new ArrayDeque<>();
        for (int i = number; i >= 0; i = cameFrom.get(i)) {
            way.push(cameBy.get(i));
        }
        return String.join(" ▸ ", way);
    }

    /** Every state can reach a terminal one. */
    private void checkWaysOut() {
        Deque<Integer> open = new ArrayDeque<>();
        boolean[] ends = new boolean[worlds.size()];
        for (int i = 0; i < worlds.size(); i++) {
            if (worlds.get(i).order().status().isTerminal()) {
                ends[i] = true;
                open.add(i);
            }
        }
        while (!open.isEmpty()) {
            for (int before : into.get(open.remove())) {
                if (!ends[before]) {
                    ends[before] = true;
                    open.add(before);
                }
            }
        }
        for (int i = 0; i < ends.length; i++) {
            if (!ends[i]) {
                report(List.of("every state can reach a terminal one"), i, "");
            }
        }
    }
}
