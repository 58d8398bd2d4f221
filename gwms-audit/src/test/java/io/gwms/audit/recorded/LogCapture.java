package io.gwms.audit.recorded;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * All that every logger says while it is open, down to the finest level, as one text. Where logs go by themselves they get
 * no more than before.
 */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root;
    private final Level before;
    private final StringBuffer said = new StringBuffer();

    private LogCapture(Logger root) {
        this.root = root;
        this.before = root.getLevel();
    }

    /** Listens from now on. */
    public static LogCapture open() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LogCapture capture = new LogCapture(context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
        capture.setContext(context);
        capture.start();
        capture.root.iteratorForAppenders().forEachRemaining(other -> other.addFilter(capture.asBefore()));
        capture.root.setLevel(Level.TRACE);
        capture.root.addAppender(capture);
        return capture;
    }

    private Filter<ILoggingEvent> asBefore() {
        Filter<ILoggingEvent> filter = new Filter<>() {
            @Override
            public FilterReply decide(ILoggingEvent event) {
                return event.getLevel().isGreaterOrEqual(before) ? FilterReply.NEUTRAL : FilterReply.DENY;
            }
        };
        filter.start();
        return filter;
    }

    @Override
    protected void append(ILoggingEvent event) {
        said.append(event.getLevel())
                .append(' ')
                .append(event.getLoggerName())
                .append(' ')
                .append(event.getFormattedMessage())
                .append(' ')
                .append(event.getKeyValuePairs())
                .append(' ')
                .append(event.getMDCPropertyMap())
                .append('\n');
        if (event.getThrowableProxy() != null) {
            said.append(ThrowableProxyUtil.asString(event.getThrowableProxy())).append('\n');
        }
    }

    /** What was said. */
    public String text() {
        return said.toString();
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(before);
        for (Iterator<Appender<ILoggingEvent>> others = root.iteratorForAppenders(); others.hasNext(); ) {
            Appender<ILoggingEvent> other = others.next();
            List<Filter<ILoggingEvent>> filters = other.getCopyOfAttachedFiltersList();
            other.clearAllFilters();
            filters.stream()
                    .filter(filter -> filter.getClass().getEnclosingClass() != LogCapture.class)
                    .forEach(other::addFilter);
        }
        stop();
    }
}
