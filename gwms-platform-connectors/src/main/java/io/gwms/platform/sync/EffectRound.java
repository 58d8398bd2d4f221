package io.gwms.platform.sync;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.task.ManualReason;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One round of telling a platform something once. A mark is committed before the call; whoever finds a mark asks the
 * platform first, and believes «not there» only after the settle delay, because a request without an answer may still be
 * carried out. What the platform has only taken is asked after until it says what became of it.
 */
final class EffectRound {
    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final Duration SOONEST_LOOK = Duration.ofSeconds(15);
    private static final Duration LATEST_LOOK = Duration.ofMinutes(15);
    private static final Duration MOST_PATIENCE = Duration.ofHours(24);
    private static final int MOST_SENDS = 2;

    private final TaskRun run;
    private final InstantSource clock;
    private final Duration settleDelay;
    private final Effect effect;
    private boolean inherits;

    EffectRound(TaskRun run, InstantSource clock, Duration settleDelay, Effect effect) {
        this.run = run;
        this.clock = clock;
        this.settleDelay = settleDelay;
        this.effect = effect;
    }

    /** @param earlier the mark of what may have been sent before this task began; empty when nothing was */
    TaskResult go(Optional<EffectMark> earlier) {
        Optional<EffectMark> own = EffectMark.parse(run.checkpoint());
        inherits = own.isEmpty();
        return own.or(() -> earlier).map(this::look).orElseGet(() -> send(EffectMark.first(clock.instant()), ""));
    }

    /** @param before what to go by if nothing is sent after all */
    private TaskResult send(EffectMark mark, String before) {
        run.checkpoint(mark.text());
        if (EffectMark.isOutdated(mark.sentAt(), clock.instant())) {
            return TaskResult.againAfter(
                            Duration.ZERO, "too much time passed before " + effect.name() + " was sent; it was not")
                    .checkpoint(before);
        }
        return effect.send().fold(new Outcome.Cases<Effect.Receipt, TaskResult>() {
            @Override
            public TaskResult done(Effect.Receipt receipt) {
                return receipt.pending() ? waiting(mark.taken(receipt.reference())) : applied(mark, receipt, "taken");
            }

            @Override
            public TaskResult refused(Refusal refusal) {
                return EffectRound.this.refused(refusal);
            }

            @Override
            public TaskResult unknown(String cause) {
                return look(mark);
            }
        });
    }

    /** Something may have been sent: ask before it is sent again. */
    private TaskResult look(EffectMark mark) {
        if (!effect.canAsk()) {
            return person(
                    mark,
                    "whether " + effect.name() + " reached the platform is unknown, and the platform cannot be asked;"
                            + " look there");
        }
        return effect.ask(mark.transaction()).fold(new Outcome.Cases<Optional<Effect.Receipt>, TaskResult>() {
            @Override
            public TaskResult done(Optional<Effect.Receipt> found) {
                return found.map(receipt -> receipt.pending()
                                ? waiting(mark.taken(receipt.reference()))
                                : applied(mark, receipt, "found at the platform"))
                        .orElseGet(() -> notThere(mark));
            }

            @Override
            public TaskResult refused(Refusal refusal) {
                if (!refusal.code().equals(RefusalCode.FAILED_AFTERWARDS)) {
                    return notTold(mark, refusal);
                }
                // What failed may be what another task had sent: that was refused there, not here.
                return inherits ? send(EffectMark.first(clock.instant()), "") : EffectRound.this.refused(refusal);
            }

            @Override
            public TaskResult unknown(String cause) {
                return TaskResult.failed("the platform did not say whether it knows of " + effect.name() + ": " + cause)
                        .checkpoint(mark.text());
            }
        });
    }

    private TaskResult notTold(EffectMark mark, Refusal refusal) {
        Optional<TaskResult> waits = Waits.of(refusal);
        if (waits.isPresent()) {
            return waits.get().checkpoint(mark.text());
        }
        String text = "whether the platform knows of " + effect.name() + " is unknown: " + refusal;
        return refusal.isTemporary()
                ? TaskResult.failed(text).checkpoint(mark.text()).with(() -> effect.unknown(text))
                : person(mark, text);
    }

    private TaskResult notThere(EffectMark mark) {
        Instant settled = mark.sentAt().plus(settleDelay).plus(MARGIN);
        Instant now = clock.instant();
        if (now.isBefore(settled)) {
            String text = "the platform does not know of " + effect.name()
                    + " yet; asked again when a late request can no longer arrive";
            return TaskResult.againAfter(Duration.between(now, settled), text)
                    .checkpoint(mark.text())
                    .with(() -> effect.unknown(text));
        }
        return mark.sends() < MOST_SENDS
                ? send(mark.again(now), mark.text())
                : person(
                        mark,
                        effect.name() + " was sent " + mark.sends()
                                + " times and the platform does not show it; look there, then use Sync Now to ask again");
    }

    /** The platform has taken it; the longer it takes, the more seldom it is asked. */
    private TaskResult waiting(EffectMark mark) {
        Duration since = Duration.between(mark.sentAt(), clock.instant());
        if (since.compareTo(MOST_PATIENCE) >= 0) {
            return person(
                    mark,
                    "the platform took " + effect.name() + " as " + mark.transaction()
                            + " and has not said for a day what became of it; look there, or use Sync Now to ask again");
        }
        Duration half = since.dividedBy(2);
        Duration wait =
                half.compareTo(SOONEST_LOOK) < 0 ? SOONEST_LOOK : half.compareTo(LATEST_LOOK) > 0 ? LATEST_LOOK : half;
        return TaskResult.againAfter(wait, "the platform works on " + effect.name() + " as " + mark.transaction())
                .checkpoint(mark.text());
    }

    private TaskResult applied(EffectMark mark, Effect.Receipt receipt, String how) {
        if (effect.isAnothers(receipt)) {
            return notThere(mark.taken(""));
        }
        return effect.applied(receipt, how).checkpoint("");
    }

    private TaskResult refused(Refusal refusal) {
        Optional<TaskResult> waits = Waits.of(refusal);
        if (waits.isPresent()) {
            return waits.get().checkpoint("");
        }
        TaskResult result = refusal.isTemporary()
                ? TaskResult.failed(refusal.toString())
                : TaskResult.needsHuman(ManualReason.REJECTED, refusal.toString());
        return result.checkpoint("").with(() -> effect.refused(refusal));
    }

    private TaskResult person(EffectMark mark, String text) {
        return TaskResult.needsHuman(ManualReason.OUTCOME_UNKNOWN, text)
                .checkpoint(mark.text())
                .with(() -> effect.unknown(text));
    }

    /** The one outcome of a request of one element, in the round's own words. */
    static <T, R> Outcome<R> only(List<Outcome<T>> outcomes, Function<T, R> as) {
        if (outcomes.size() != 1) {
            throw new IllegalStateException("the connector gave " + outcomes.size() + " outcomes for one element");
        }
        return outcomes.get(0).then(value -> Outcome.done(as.apply(value)));
    }
}
