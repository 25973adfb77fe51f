package dev.kitsune.transform;

import dev.kitsune.unit.ClassFacts;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the class files say about fields, where weaving or reflection would hide it. */
final class Facts {

  static final String MIGRATE = "Ldev/kitsune/Migrate;";
  static final String NO_MIGRATE = "Ldev/kitsune/NoMigrate;";

  private Facts() {}

  /** Whether the field of a program class was final before weaving. */
  static boolean isFinal(VersionPair pair, Field field) {
    ClassFacts.FieldFacts facts = pair.facts(field.getDeclaringClass()).field(field.getName());
    return Modifier.isFinal(facts == null ? field.getModifiers() : facts.access());
  }

  /** Returns the statics that the source declares; javac's and the weaver's are no state. */
  static List<Field> statics(VersionPair pair, Class<?> type) {
    List<Field> fields = new ArrayList<>();
    ClassFacts facts = pair.facts(type);
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && !field.isSynthetic()
          && facts.field(field.getName()) != null) {
        fields.add(field);
      }
    }
    return fields;
  }

  /** Returns the {@linkplain #statics statics} by their names. */
  static Map<String, Field> staticsByName(VersionPair pair, Class<?> type) {
    Map<String, Field> byName = new HashMap<>();
    statics(pair, type).forEach(field -> byName.put(field.getName(), field));
    return byName;
  }

  /** Whether the field has the annotation of this descriptor. */
  static boolean isMarked(VersionPair pair, Field field, String annotation) {
    ClassFacts.FieldFacts facts = pair.facts(field.getDeclaringClass()).field(field.getName());
    return facts != null && facts.annotations().contains(annotation);
  }

  static @Nullable Object value(Field field) {
    return new Slot.Static(field, false).get(null, -1);
  }
}
