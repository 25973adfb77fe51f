package dev.kitsune.unit;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which units of an old version a fresh one keeps: those of the same packages, with identical
 * classes and resources, all of whose dependencies are kept.
 *
 * @param kept names of units of both versions, in dependency order
 * @param reloaded names of units of the fresh version that are changed or new
 * @param gone names of units of the old version that are not kept
 */
public record UnitComparison(Set<String> kept, Set<String> reloaded, Set<String> gone) {

  /** Compares two versions of a program. */
  public static UnitComparison between(UnitGraph old, UnitGraph fresh) {
    Set<String> kept = new LinkedHashSet<>();
    Set<String> reloaded = new LinkedHashSet<>();
    for (ClassUnit unit : fresh.units()) {
      // In dependency order, so what the unit depends on is decided already.
      ClassUnit before = old.unit(unit.name());
      boolean same =
          before != null
              && before.packages().equals(unit.packages())
              && before.digest().equals(unit.digest())
              && before.dependencies().equals(unit.dependencies())
              && kept.containsAll(unit.dependencies());
      (same ? kept : reloaded).add(unit.name());
    }
    Set<String> gone = new LinkedHashSet<>();
    for (ClassUnit unit : old.units()) {
      if (!kept.contains(unit.name())) {
        gone.add(unit.name());
      }
    }
    return new UnitComparison(
        Collections.unmodifiableSet(kept),
        Collections.unmodifiableSet(reloaded),
        Collections.unmodifiableSet(gone));
  }
}
