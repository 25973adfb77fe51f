package dev.kitsune;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The locals and parameters of this method can be read by the next version with {@linkn *
 * Kitsune#local} when the method was on a parked thread's stack (Kitsune C's {@code
 * E_NOTELOCALS}).n *n *
 *
 * <p>Not allowed on constructors; the class must have a local-variable table ({@code javac -g}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NoteLocals {}
