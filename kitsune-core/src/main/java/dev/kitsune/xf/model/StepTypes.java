package dev.kitsune.xf.model;

import dev.kitsune.unit.ClassUnit;
import dev.kitsune.unit.UnitComparison;
import dev.kitsune.unit.UnitGraph;
import java.util.Set;
import java.util.TreeSet;

/**
 * The types of the two versions of a step.
 *
 * @param kept binary names of the classes that both versions share, since their units are unchanged
 * @param units which units are kept, reloaded and gone
 */
public record StepTypes(
    VersionTypes old, VersionTypes fresh, Set<String> kept, UnitComparison units) {

  /**
   * Compares two versions.
   *
   * @throws IllegalArgumentException if a class file is corrupt
   */
  public static StepTypes between(VersionTypes old, VersionTypes fresh) {
    UnitGraph before = UnitGraph.of(old.jar());
    UnitGraph after = UnitGraph.of(fresh.jar());
    UnitComparison units = UnitComparison.between(before, after);
    Set<String> kept = new TreeSet<>();
    for (ClassUnit unit : after.units()) {
      if (units.kept().contains(unit.name())) {
        kept.addAll(unit.classes());
      }
    }
    return new StepTypes(old, fresh, kept, units);
  }

  /** Whether both versions share the class of this binary name. */
  public boolean isKept(String name) {
    return kept.contains(name);
  }
}
