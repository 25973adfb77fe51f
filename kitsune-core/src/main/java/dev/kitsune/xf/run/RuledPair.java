package dev.kitsune.xf.run;

import dev.kitsune.load.LoadedVersion;
import dev.kitsune.transform.Rules;
import dev.kitsune.transform.VersionPair;
import dev.kitsune.unit.ClassFacts;
import dev.kitsune.unit.ClassFacts.FieldFacts;
import dev.kitsune.xf.step.IndexedRule;
import dev.kitsune.xf.step.IndexedRule.Ref;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Two versions with a step's rules: classes are renamed, and static finals that a rule decides
 * about seem to have the annotation that says the same.
 */
final class RuledPair implements VersionPair {

  private static final String MIGRATE = "Ldev/kitsune/Migrate;";
  private static final String NO_MIGRATE = "Ldev/kitsune/NoMigrate;";

  private final VersionPair plain;
  private final LoadedVersion fresh;
  private final StepRules rules;
  private final Map<String, Map<String, String>> marks = new HashMap<>();

  RuledPair(VersionPair plain, LoadedVersion fresh, StepRules rules) {
    this.plain = plain;
    this.fresh = fresh;
    this.rules = rules;
    for (IndexedRule rule : rules.marking()) {
      Ref to = rule.to();
      if (to != null && to.name() != null) {
        marks
            .computeIfAbsent(to.owner(), key -> new HashMap<>())
            .put(to.name(), rule.keepsOwn() ? NO_MIGRATE : MIGRATE);
      }
    }
  }

  @Override
  public boolean isOld(Class<?> type) {
    return plain.isOld(type);
  }

  @Override
  public boolean isProgram(Class<?> type) {
    return plain.isProgram(type);
  }

  @Override
  public @Nullable Class<?> newClass(Class<?> old) {
    if (rules.isTaken(old.getName())) {
      return null;
    }
    String name = rules.newName(old.getName());
    // Without a rule, numbered classes are paired by what they are.
    return name.equals(old.getName()) ? plain.newClass(old) : fresh.find(name);
  }

  @Override
  public byte[] classFile(Class<?> programClass) {
    return plain.classFile(programClass);
  }

  @Override
  public ClassFacts facts(Class<?> programClass) {
    ClassFacts facts = plain.facts(programClass);
    Map<String, String> marked = marks.get(programClass.getName());
    if (marked == null || plain.isOld(programClass)) {
      return facts;
    }
    List<FieldFacts> fields =
        facts.fields().stream().map(field -> marked(field, marked.get(field.name()))).toList();
    return new ClassFacts(
        facts.name(),
        facts.access(),
        facts.superName(),
        facts.interfaces(),
        fields,
        facts.references(),
        facts.digest());
  }

  private static FieldFacts marked(FieldFacts field, @Nullable String mark) {
    if (mark == null) {
      return field;
    }
    Set<String> annotations = new TreeSet<>(field.annotations());
    annotations.remove(mark.equals(MIGRATE) ? NO_MIGRATE : MIGRATE);
    annotations.add(mark);
    return new FieldFacts(
        field.name(), field.access(), field.descriptor(), field.signature(), annotations);
  }

  @Override
  public Rules rules() {
    return rules;
  }

  @Override
  public Collection<Class<?>> keptClasses() {
    return plain.keptClasses();
  }

  @Override
  public Collection<Class<?>> changedClasses() {
    return plain.changedClasses();
  }
}
