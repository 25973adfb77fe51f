package dev.kitsune;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of this static field belongs to the code: at an update the new version's own initialn *
 * value stands, and the old one is dropped (Kitsune C's {@code E_MANUAL_MIGRATE}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface NoMigrate {}
