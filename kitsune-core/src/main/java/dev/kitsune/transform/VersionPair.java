package dev.kitsune.transform;

import dev.kitsune.unit.ClassFacts;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The two versions of one update, as the state transformation sees them. */
public interface VersionPair {

  /** Whether the class is of the old version and its unit is reloaded or gone. */
  boolean isOld(Class<?> type);

  /** Whether the class is of the program in either version, kept units included. */
  boolean isProgram(Class<?> type);

  /**
   * Returns the new version's class of the same name, or null if it has none; anonymous and local
   * classes, which javac numbers, are to be paired as {@link NestedClasses} does.
   *
   * @param old a class for which {@link #isOld} holds; no array
   */
  @Nullable Class<?> newClass(Class<?> old);

  /** Returns why there is no new class, and what to do. */
  default String whyNone(Class<?> old) {
    return "class "
        + old.getName()
        + " is gone in the new version, but objects of it are held in state;"
        + " keep the class, or let go of its objects before the update";
  }

  /**
   * Returns what the class file of a program class said before weaving: which fields were final,
   * annotations, generic signatures.
   */
  ClassFacts facts(Class<?> programClass);

  /** Returns the class file of a program class as it was before weaving. */
  byte[] classFile(Class<?> programClass);

  /** Returns what the step's specification says. */
  default Rules rules() {
    return Rules.NONE;
  }

  /** Returns all classes of the units that both versions share. */
  Collection<Class<?>> keptClasses();

  /** Returns all classes of the units that only one of the versions has: the old and the new. */
  Collection<Class<?>> changedClasses();
}
