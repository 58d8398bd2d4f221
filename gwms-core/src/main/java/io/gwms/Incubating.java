package io.gwms;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks API that may still change in a minor release, with the reason why it is not frozen yet: mostly that too few
 * unlike implementations have tried it. Whatever has no such mark is promised, as VERSIONING.md says.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Incubating {
    /** Why it is not frozen yet. */
    String value();
}
