package dev.kitsune.xf.check;

import dev.kitsune.unit.ClassFacts.FieldFacts;
import dev.kitsune.xf.check.CheckReport.Kind;
import dev.kitsune.xf.model.BoundRule;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.Item;
import dev.kitsune.xf.model.TypeModel;
import dev.kitsune.xf.model.VersionTypes;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes and enum constants that are gone, and classes that became something else. */
final class ClassCheck {

  private final BoundStep step;
  private final RuleIndex rules;
  private final CodeFacts before;
  private final Findings findings;

  ClassCheck(BoundStep step, RuleIndex rules, CodeFacts before, Findings findings) {
    this.step = step;
    this.rules = rules;
    this.before = before;
    this.findings = findings;
  }

  /** Whether there may be objects of exactly this old class. */
  boolean mayHaveObjects(TypeModel old) {
    return !old.isEnum()
        && !old.isInterface()
        && !Modifier.isAbstract(old.flags())
        && before.instantiated().contains(old.name());
  }

  /** Checks an old class; returns whether its objects become those of the new one. */
  boolean check(TypeModel old, @Nullable TypeModel fresh) {
    BoundRule rule = rules.source(new Item.OfClass(old));
    if (rule != null && fresh != null && !old.name().equals(fresh.name())) {
      findings.ruled(Kind.RENAMED_CLASS, old.sourceName() + " -> " + fresh.sourceName(), rule);
    }
    if (fresh == null) {
      gone(old, rule);
      return false;
    }
    boolean hasObjects = mayHaveObjects(old);
    if (old.isEnum() != fresh.isEnum() && (hasObjects || old.isEnum())) {
      findings.refusals.add(
          "an enum and a class that is none cannot follow each other: class="
              + old.sourceName()
              + ", found="
              + what(old)
              + " -> "
              + what(fresh)
              + "; give the new one another name, and write DROP "
              + old.sourceName());
      return false;
    }
    if (old.isEnum()) {
      constants(old, fresh);
      return false;
    }
    if (hasObjects && (fresh.isInterface() || Modifier.isAbstract(fresh.flags()))) {
      findings.refusals.add(
          "objects of the old class may be held, and the new one cannot have any: class="
              + old.sourceName()
              + ", found="
              + what(old)
              + " -> "
              + what(fresh)
              + "; keep a class of that name that can have objects, or rename it by a rule");
      return false;
    }
    return hasObjects;
  }

  private static String what(TypeModel type) {
    return type.isEnum()
        ? "enum"
        : type.isInterface()
            ? "interface"
            : Modifier.isAbstract(type.flags()) ? "abstract class" : "class";
  }

  private void gone(TypeModel old, @Nullable BoundRule rule) {
    if (rule != null) {
      findings.ruled(Kind.REMOVED_CLASS, old.sourceName(), rule);
    } else if (mayHaveObjects(old) || old.isEnum()) {
      String likely = likelyName(old);
      findings.missing(
          Kind.REMOVED_CLASS,
          old.sourceName(),
          likely == null ? "" : "the new " + likely + " has the same fields",
          likely == null ? "DROP " + old.sourceName() : old.sourceName() + " -> " + likely,
          likely == null ? "" : "DROP " + old.sourceName());
    }
  }

  /** Returns the only new class that has all of the old one's fields, and no old class, or null. */
  private @Nullable String likelyName(TypeModel old) {
    List<String> names = new ArrayList<>();
    VersionTypes fresh = step.types().fresh();
    for (TypeModel each : fresh.all()) {
      if (step.oldType(each) == null
          && !each.isLocal()
          && each.isEnum() == old.isEnum()
          && !old.facts().fields().isEmpty()
          && fields(each).containsAll(fields(old))) {
        names.add(each.sourceName());
      }
    }
    return names.size() == 1 ? names.get(0) : null;
  }

  private static List<String> fields(TypeModel type) {
    return type.facts().fields().stream()
        .filter(field -> !field.name().startsWith("$"))
        .map(FieldFacts::name)
        .toList();
  }

  private void constants(TypeModel old, TypeModel fresh) {
    for (FieldFacts field : old.facts().fields()) {
      if (!TypeModel.isConstant(field)) {
        continue;
      }
      Item.OfConstant constant = new Item.OfConstant(old, field.name());
      BoundRule rule = rules.source(constant);
      FieldFacts same = fresh.field(field.name());
      boolean isThere = same != null && TypeModel.isConstant(same);
      if (rule != null) {
        findings.ruled(Kind.REMOVED_CONSTANT, constant.shown(), rule);
      } else if (!isThere) {
        findings.missing(
            Kind.REMOVED_CONSTANT,
            constant.shown(),
            "",
            "DROP " + constant.shown(),
            constant.shown() + " -> " + fresh.sourceName() + ".NAME");
      }
    }
  }
}
