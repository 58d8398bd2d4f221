package io.gwms.proxy.task;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.state.Change;
import io.gwms.task.BusinessType;
import io.gwms.task.TaskResult;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An outbound or inbound order as the tasks see it that hand it over, follow it and cancel it. It shows the order as it
 * was when the round began; what it asks of the state, and every change it makes, is of the moment.
 */
interface Consignment {
    /** How it stands here. */
    enum Stage {
        /** The warehouse does not have it, as far as we know. */
        NEW,
        /** The warehouse has it. */
        THERE,
        /** It ended by what it was for, and that is booked. */
        DONE,
        /** It ended without. */
        CANCELLED
    }

    /** What a call for it does. */
    record Actions(CallAction create, CallAction query, CallAction cancel) {}

    /** What it is and its number, in words. */
    @Override
    String toString();

    BusinessType business();

    /** Its number here, and its reference over there. */
    String reference();

    WarehouseCode warehouse();

    /** Its number over there; empty before. */
    String thirdPartyNo();

    Stage stage();

    /** Its end, in a word. */
    String ended();

    Actions actions();

    /** Files a call under what it belongs to. */
    CallContext filed(CallContext call);

    boolean isCancelAsked();

    /** Why a warehouse that can do only that cannot be sent it at all; empty when it can. */
    String whyNotTaken(ProxyCapabilities capabilities);

    boolean canBeFound(ProxyCapabilities capabilities);

    ProxyCapabilities.CancelModel cancelModel(ProxyCapabilities capabilities);

    ProxyCapabilities.DuplicateModel duplicates(ProxyCapabilities capabilities);

    /** What to send, by the routes of the moment. */
    Goods.Ordered ordered(ProxyRoute route);

    /** Keeps how its SKUs are called from now on; just before it is sent. */
    void sendingAs(Goods.Ordered ordered);

    /** What was sent last, by the names kept then. */
    Goods.Ordered sent(ProxyRoute route);

    Outcome<RemoteOrder> create(Counter counter, Goods.Ordered ordered);

    Outcome<Optional<RemoteOrder>> find(Counter counter);

    /** Asks for it to be cancelled; {@code askedSince} is when this wish was first put there, null when it was not. */
    Outcome<RemoteStatus> cancel(Counter counter, String thirdPartyNo, @Nullable Instant askedSince);

    /** Whether all of it is over there what it was for. */
    boolean isDone(RemoteStatus status);

    /** Whether any of it is. */
    boolean hasMoved(RemoteOrder remote);

    /** What an order that was found amounts to. */
    TaskResult seen(RemoteOrder remote, Counter counter, boolean wordsForAPerson);

    /** What an order that is cancelled over there amounts to. */
    TaskResult cancelledThere(RemoteOrder remote, Counter counter);

    /** Whether there is nothing more to learn of it. */
    boolean isTold();

    List<Change> accepted(RemoteOrder remote);

    List<Change> rejected(String text);

    List<Change> cancelled(String rawStatus);

    List<Change> cancelRefused(String text);
}
