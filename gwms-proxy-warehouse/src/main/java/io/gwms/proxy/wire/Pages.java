package io.gwms.proxy.wire;

import java.util.Arrays;
import java.util.List;

/** The calls of one reading that tell of a batch, by their numbers; few as a rule. One thread. */
public final class Pages {
    private static final int[] NONE = {};

    private int[] numbers = NONE;

    /** None yet. */
    public Pages() {}

    /** Adds a call; one that is there already counts once. */
    public void add(int number) {
        for (int known : numbers) {
            if (known == number) {
                return;
            }
        }
        numbers = Arrays.copyOf(numbers, numbers.length + 1);
        numbers[numbers.length - 1] = number;
    }

    /** Adds those calls. */
    public void addAll(Pages others) {
        Arrays.stream(others.numbers).forEach(this::add);
    }

    /** Their numbers, in the order in which they were added. */
    public List<Integer> list() {
        Integer[] list = new Integer[numbers.length];
        for (int i = 0; i < list.length; i++) {
            list[i] = numbers[i];
        }
        return List.of(list);
    }
}
