package dev.kitsune.xf.check;

import dev.kitsune.unit.ClassFacts.FieldFacts;
import dev.kitsune.xf.model.BoundRule;
import dev.kitsune.xf.model.BoundRule.Kind;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.Item;
import dev.kitsune.xf.model.TypeModel;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of a step by what they name. */
final class RuleIndex {

  private final BoundStep step;
  private final Map<String, BoundRule> sources = new HashMap<>();
  private final Map<String, BoundRule> targets = new HashMap<>();

  RuleIndex(BoundStep step) {
    this.step = step;
    for (BoundRule rule : step.rules()) {
      Item from = rule.from();
      Item to = rule.to();
      if (from != null && rule.kind() != Kind.OPAQUE) {
        sources.putIfAbsent(key(from), rule);
      }
      if (to != null) {
        targets.put(key(to), rule);
      }
    }
  }

  private static String key(Item item) {
    return item.what() + " " + item.type().name() + " " + item.shown();
  }

  /** Returns the rule that says where the old version's item goes, or null. */
  @Nullable BoundRule source(Item old) {
    return sources.get(key(old));
  }

  /** Returns the rule that gives the new version's item its value, or null. */
  @Nullable BoundRule target(Item fresh) {
    return targets.get(key(fresh));
  }

  /** Returns the class rule whose code fills the new field, or null. */
  @Nullable BoundRule filling(TypeModel owner, FieldFacts field) {
    return classRule(
        owner, true, "\\$(out|newbase)\\s*\\.\\s*" + Pattern.quote(field.name()) + "\\s*=(?!=)");
  }

  /** Returns the class rule whose code reads the old field, or null. */
  @Nullable BoundRule reading(TypeModel owner, FieldFacts field) {
    return classRule(owner, false, "\\$(in|base)\\s*\\.\\s*" + Pattern.quote(field.name()) + "\\b");
  }

  private @Nullable BoundRule classRule(TypeModel owner, boolean isNew, String pattern) {
    Pattern found = Pattern.compile(pattern);
    for (BoundRule rule : step.rules()) {
      boolean isOf =
          rule.from() instanceof Item.OfClass from
              && rule.to() instanceof Item.OfClass to
              && (isNew
                  ? BoundStep.isBelow(step.types().fresh(), to.type(), owner.name())
                  : BoundStep.isBelow(step.types().old(), from.type(), owner.name()));
      if (isOf && rule.body() != null && found.matcher(rule.body().code()).find()) {
        return rule;
      }
    }
    return null;
  }

  /** Returns how a change shows a rule. */
  static String shown(BoundRule rule) {
    return "line "
        + rule.at().line()
        + ": "
        + rule.target()
        + (rule.hasCode() ? ": {...}" : rule.acceptsOwn() ? ": {}" : "");
  }
}
