package dev.kitsune.internal;

/** Marks the loaders of program classes, so that woven code can tell them from the platform's. */
public interface ProgramClassLoader {

  /** Notes that the static initialiser of a class of this loader has begun. */
  void initialized(Class<?> type);

  /** Returns the site of all back edges and method entries of this loader's classes. */
  EndingSite endingSite();
}
