package dev.kitsune.xf.model;

import dev.kitsune.xf.syntax.XfFile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A specification bound to the two versions of its step.
 *
 * @param renamed binary names of old classes that have another name in the new version, to that
 *     name
 * @param rules one for each target, in the order of the file
 */
public record BoundStep(
    StepTypes types, XfFile file, Map<String, String> renamed, List<BoundRule> rules) {

  /** Returns the new version's class that objects of the old one become, or null. */
  public @Nullable TypeModel newType(TypeModel old) {
    String name = renamed.get(old.name());
    if (name == null && renamed.containsValue(old.name())) {
      return null; // another class took the name
    }
    return types.fresh().find(name == null ? old.name() : name);
  }

  /** Returns the old version's class whose objects become those of the new one, or null. */
  public @Nullable TypeModel oldType(TypeModel fresh) {
    for (Map.Entry<String, String> each : renamed.entrySet()) {
      if (each.getValue().equals(fresh.name())) {
        return types.old().find(each.getKey());
      }
    }
    return renamed.containsKey(fresh.name()) ? null : types.old().find(fresh.name());
  }

  /** Whether the old item's values may be put into the new one without code. */
  public boolean isAssignable(Item old, Item fresh) {
    return new Assignability(this).test(old, fresh);
  }

  /** Whether the class is the other one or below it, in this version. */
  public static boolean isBelow(VersionTypes version, TypeModel type, String above) {
    for (TypeModel each = type; each != null; ) {
      if (each.name().equals(above)) {
        return true;
      }
      String superName = each.facts().superName();
      each = superName == null ? null : version.find(superName);
    }
    return false;
  }
}
