package io.gwms.platform.sync;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

/** An interface of which one method answers otherwise; all others are the original's. */
final class Redirected {
    private Redirected() {}

    /** @param answer makes the method's answer of the original's, which has been given by then */
    static <T> T of(Class<T> type, T original, String name, UnaryOperator<Object> answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            try {
                Object said = method.invoke(original, given);
                return method.getName().equals(name) ? answer.apply(said) : said;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
