package dev.kitsune.eval.effort;

import dev.kitsune.unit.ClassFacts;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a version changed against the one before. Fields are those of classes that both have;
 * synthetic ones do not count.
 *
 * @param sourceLinesAdded as git counts them; null if the sources are not there
 */
public record Change(
    int classesChanged,
    int classesAdded,
    int classesRemoved,
    int fieldsAdded,
    int fieldsRemoved,
    int fieldsRetyped,
    int staticsAdded,
    int staticsRemoved,
    int staticsRetyped,
    @Nullable Integer sourceLinesAdded,
    @Nullable Integer sourceLinesRemoved) {

  private static final int SYNTHETIC = 0x1000;

  /** Counts. */
  static Change between(
      Map<String, ClassFacts> old,
      Map<String, ClassFacts> fresh,
      SourceLines.@Nullable Moved moved) {
    int changed = 0;
    int[] fields = new int[3];
    int[] statics = new int[3];
    for (Map.Entry<String, ClassFacts> each : fresh.entrySet()) {
      ClassFacts before = old.get(each.getKey());
      if (before == null || before.digest().equals(each.getValue().digest())) {
        continue;
      }
      changed++;
      count(fields(before, false), fields(each.getValue(), false), fields);
      count(fields(before, true), fields(each.getValue(), true), statics);
    }
    return new Change(
        changed,
        (int) fresh.keySet().stream().filter(name -> !old.containsKey(name)).count(),
        (int) old.keySet().stream().filter(name -> !fresh.containsKey(name)).count(),
        fields[0],
        fields[1],
        fields[2],
        statics[0],
        statics[1],
        statics[2],
        moved == null ? null : moved.added(),
        moved == null ? null : moved.removed());
  }

  private static void count(Map<String, String> old, Map<String, String> fresh, int[] counts) {
    fresh.forEach((name, type) -> {
      String before = old.get(name);
      if (before == null) {
        counts[0]++;
      } else if (!before.equals(type)) {
        counts[2]++;
      }
    });
    counts[1] += (int) old.keySet().stream().filter(name -> !fresh.containsKey(name)).count();
  }

  private static Map<String, String> fields(ClassFacts facts, boolean statics) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (ClassFacts.FieldFacts field : facts.fields()) {
      if (Modifier.isStatic(field.access()) == statics && (field.access() & SYNTHETIC) == 0) {
        fields.put(field.name(), field.descriptor());
      }
    }
    return fields;
  }
}
