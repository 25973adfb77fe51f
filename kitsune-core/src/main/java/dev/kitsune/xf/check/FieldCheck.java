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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/** Instance fields of classes of which there may be objects, along both hierarchies. */
final class FieldCheck {

  private final BoundStep step;
  private final RuleIndex rules;
  private final Retyping retyping;
  private final Findings findings;
  private final Map<String, Boolean> copied = new HashMap<>();

  FieldCheck(BoundStep step, RuleIndex rules, Findings findings) {
    this.step = step;
    this.rules = rules;
    this.retyping = new Retyping(step);
    this.findings = findings;
  }

  /** Checks the fields of an old class and of the class that its objects become. */
  void check(TypeModel old, TypeModel fresh) {
    Map<String, Item.OfField> before = fields(step.types().old(), old);
    Map<String, Item.OfField> after = fields(step.types().fresh(), fresh);
    List<Item.OfField> unused = new ArrayList<>();
    before.forEach((key, field) -> {
      Item.OfField same = after.get(newKey(field));
      if (same == null) {
        unused.add(field);
      } else {
        common(field, same);
      }
    });
    List<Item.OfField> made =
        after.values().stream().filter(field -> !before.containsKey(oldKey(field))).toList();
    made.forEach(field -> added(field, unused));
    unused.forEach(field -> removed(field, made));
  }

  private static Map<String, Item.OfField> fields(VersionTypes version, TypeModel type) {
    Map<String, Item.OfField> all = new LinkedHashMap<>();
    for (TypeModel each = type; each != null; ) {
      for (FieldFacts field : each.facts().fields()) {
        if (!Modifier.isStatic(field.access()) && (field.access() & Opcodes.ACC_SYNTHETIC) == 0) {
          all.put(each.name() + "." + field.name(), new Item.OfField(each, field));
        }
      }
      String superName = each.facts().superName();
      each = superName == null ? null : version.find(superName);
    }
    return all;
  }

  private String newKey(Item.OfField old) {
    TypeModel owner = step.newType(old.type());
    return (owner == null ? "" : owner.name()) + "." + old.field().name();
  }

  private String oldKey(Item.OfField fresh) {
    TypeModel owner = step.oldType(fresh.type());
    return (owner == null ? "" : owner.name()) + "." + fresh.field().name();
  }

  private void common(Item.OfField old, Item.OfField fresh) {
    BoundRule rule = rules.target(fresh);
    if (rule != null) {
      boolean isOwn = rule.from() != null && old.shown().equals(rule.from().shown());
      if (!isOwn && rules.source(old) == null && rules.reading(old.type(), old.field()) == null) {
        lost(old); // another field's value goes into the one of its name
      }
      findings.fieldsChanged++;
      String changed = retyping.shown(old, fresh);
      findings.ruled(
          Kind.RETYPED_FIELD, fresh.shown() + (changed == null ? "" : ": " + changed), rule);
      return;
    }
    String changed = retyping.shown(old, fresh);
    if (changed == null) {
      if (copied.putIfAbsent(fresh.shown(), true) == null) {
        findings.fieldsCopied++;
      }
      return;
    }
    findings.missing(
        Kind.RETYPED_FIELD,
        fresh.shown(),
        retyping.pairs(old, fresh),
        old.shown() + " -> " + fresh.shown() + retyping.body(old, fresh),
        "");
  }

  private void added(Item.OfField field, List<Item.OfField> gone) {
    BoundRule rule = rules.target(field);
    if (rule == null) {
      rule = rules.filling(field.type(), field.field());
    }
    findings.fieldsChanged++;
    if (rule != null) {
      findings.ruled(Kind.NEW_FIELD, field.shown(), rule);
      return;
    }
    for (Item.OfField each : gone) {
      if (each.field().name().equals(field.field().name())
          && rules.source(each) == null
          && retyping.shown(each, field) == null) {
        findings.missing(
            Kind.NEW_FIELD,
            field.shown(),
            "same name as removed " + each.shown(),
            each.shown() + " -> " + field.shown(),
            "");
        return;
      }
    }
    findings.missing(
        Kind.NEW_FIELD,
        field.shown(),
        "",
        "INIT " + field.shown() + ": { $out = ...; }",
        "{} for its own initialiser");
  }

  private void removed(Item.OfField field, List<Item.OfField> made) {
    BoundRule rule = rules.source(field);
    if (rule == null) {
      rule = rules.reading(field.type(), field.field());
    }
    if (rule != null) {
      findings.ruled(Kind.REMOVED_FIELD, field.shown(), rule);
      return;
    }
    for (Item.OfField each : made) {
      if (each.field().name().equals(field.field().name())
          && rules.target(each) == null
          && retyping.shown(field, each) == null) {
        return; // told with the new field of its name
      }
    }
    lost(field);
  }

  private void lost(Item.OfField field) {
    findings.fieldsChanged++;
    findings.missing(Kind.REMOVED_FIELD, field.shown(), "", "DROP " + field.shown(), "");
  }
}
