package dev.kitsune.transform;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a step's specification says beyond the defaults. The transformation asks while it makes its
 * plans, and lets code run at its fixed moments, on its one thread.
 */
public interface Rules {

  /** Nothing beyond the defaults. */
  Rules NONE = new Rules() {};

  /** A rule's code for one object, run when the defaults have filled the new one. */
  interface Body {

    /** Fills more of the new object; reads the old one only. */
    void run(Object old, Object fresh) throws Throwable;
  }

  /** What code may ask of the transformation that is under way. */
  interface Moving {

    /** Returns what takes the place of a value, filled by the defaults. */
    @Nullable Object move(@Nullable Object value);

    /** Whether the value is of a class that only the old version has. */
    boolean isOld(Object value);

    /** Whether the old class was initialised, so that its statics may be read. */
    boolean isInitialized(Class<?> old);
  }

  /**
   * How a field of the new version gets its value.
   *
   * @param oldClass the class that declares the old field, or null if code alone gives the value
   * @param oldField its name, or null
   */
  record Source(@Nullable String oldClass, @Nullable String oldField) {

    /** Code, or the new version's own initialiser, gives the value. */
    public static final Source CODE = new Source(null, null);
  }

  /** A noted local of a parked thread. */
  record Captured(
      String thread, String className, String methodName, String name, @Nullable Object value) {}

  /** A rule failed; the message names it, its file and line. */
  @SuppressWarnings("serial")
  final class Failure extends RuntimeException {

    /** Makes a failure. */
    public Failure(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** Returns the name that objects' class has in the new version; its own if nothing is said. */
  default String newName(String oldClass) {
    return oldClass;
  }

  /** Whether references to objects of the old class become null. */
  default boolean isDropped(Class<?> old) {
    return false;
  }

  /** Whether the old field is dropped on purpose, or read by a rule. */
  default boolean isUsed(Field old) {
    return false;
  }

  /** Whether what the old or kept field refers to is handed on without a look into it. */
  default boolean isOpaque(Field field) {
    return false;
  }

  /** Returns where the new field's value comes from; null for the old field of its name. */
  default @Nullable Source source(Field fresh) {
    return null;
  }

  /** Returns the new statics that take the old static's value without code. */
  default List<Field> movedTo(Field old) {
    return List.of();
  }

  /** Returns the new name of an enum's constant, or null if references to it become null. */
  default @Nullable String constant(Class<?> oldEnum, String name) {
    return name;
  }

  /** Returns the code for objects of the old class that become objects of the new one, in order. */
  default List<Body> bodies(Class<?> old, Class<?> fresh) {
    return List.of();
  }

  /** Whether anything of {@link #values} and {@link #after} is to be done. */
  default boolean hasValues() {
    return false;
  }

  /** The transformation begins: code that looks at the old state first. */
  default void before(Moving moving) {}

  /** All objects are filled: code for statics, locals and added threads. */
  default void values(List<Captured> locals) {}

  /** All state has moved: code that looks at the new state. */
  default void after() {}

  /** Returns the new statics that code wrote, or may have written. */
  default Set<Field> written() {
    return Set.of();
  }

  /** Returns how often rules were applied in the transformation that is under way. */
  default long applied() {
    return 0;
  }
}
