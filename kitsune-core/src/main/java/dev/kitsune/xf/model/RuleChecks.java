package dev.kitsune.xf.model;

import dev.kitsune.xf.model.BoundRule.Kind;
import dev.kitsune.xf.syntax.Problem;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** What a rule may not say, although all of its names are there. */
final class RuleChecks {

  private final BoundStep step;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, BoundRule> targets = new HashMap<>();
  private final Map<String, BoundRule> sources = new HashMap<>();

  RuleChecks(BoundStep step) {
    this.step = step;
  }

  List<Problem> problems() {
    for (BoundRule rule : step.rules()) {
      String wrong = twice(rule);
      if (wrong == null) {
        wrong =
            switch (rule.kind()) {
              case MOVE -> move(rule, item(rule.from()), item(rule.to()));
              case INIT -> init(rule, item(rule.to()));
              case DROP -> drop(rule, item(rule.from()));
              case OPAQUE -> opaque(item(rule.from()));
              case PRE, POST -> null;
            };
      }
      if (wrong != null) {
        problems.add(step.file().source().problem(rule.at(), wrong));
      }
    }
    return problems;
  }

  private static Item item(@Nullable Item item) {
    if (item == null) {
      throw new IllegalStateException("a rule of this kind has it");
    }
    return item;
  }

  /** Two rules for one target name both; what was moved as a whole may not be dropped. */
  private @Nullable String twice(BoundRule rule) {
    String target =
        rule.kind() == Kind.PRE || rule.kind() == Kind.POST
            ? rule.kind().name()
            : rule.kind() == Kind.OPAQUE
                ? "opaque " + item(rule.from()).shown()
                : rule.to() == null ? null : rule.to().what() + " " + rule.to().shown();
    BoundRule first = target == null ? null : targets.putIfAbsent(target, rule);
    if (first != null) {
      return "two rules for one target: "
          + first.target()
          + " in line "
          + first.at().line()
          + ", and "
          + rule.target()
          + "; leave one of them out";
    }
    boolean exclusive =
        rule.kind() == Kind.DROP
            || rule.kind() == Kind.MOVE
                && (rule.from() instanceof Item.OfClass
                    || rule.from() instanceof Item.OfConstant
                    || rule.from() instanceof Item.OfEntry);
    if (exclusive || rule.kind() == Kind.MOVE) {
      String source = item(rule.from()).what() + " " + item(rule.from()).shown();
      BoundRule other = sources.putIfAbsent(source, rule);
      if (other != null && (exclusive || other.kind() == Kind.DROP)) {
        return "two rules for one source: "
            + other.target()
            + " in line "
            + other.at().line()
            + ", and "
            + rule.target()
            + "; leave one of them out";
      }
    }
    return null;
  }

  private @Nullable String move(BoundRule rule, Item from, Item to) {
    if (from instanceof Item.OfClass a && to instanceof Item.OfClass b) {
      return moveClass(rule, a.type(), b.type());
    }
    if (from instanceof Item.OfConstant a && to instanceof Item.OfConstant b) {
      if (!b.type().equals(step.newType(a.type()))) {
        return "the constants are of enums that do not follow each other: from="
            + a.type().sourceName()
            + ", to="
            + b.type().sourceName()
            + "; write "
            + a.type().sourceName()
            + " -> "
            + b.type().sourceName()
            + " as well";
      }
      return noCode(rule, "the mapping of an enum constant");
    }
    if (from instanceof Item.OfEntry && to instanceof Item.OfEntry) {
      return noCode(rule, "a thread's entry");
    }
    boolean fields = from instanceof Item.OfField && to instanceof Item.OfField;
    boolean values = isValue(from) && isValue(to);
    if (!fields && !values) {
      return "a "
          + from.what()
          + " cannot become a "
          + to.what()
          + ": "
          + rule.target()
          + "; write INIT "
          + to.shown()
          + ": { $out = ...; } and DROP "
          + from.shown();
    }
    String wrong = target(rule, to);
    if (wrong != null) {
      return wrong;
    }
    if (fields && !haveCommonObject(from.type(), to.type())) {
      TypeModel becomes = step.newType(from.type());
      return "no object has both fields: an old "
          + from.type().sourceName()
          + (becomes == null ? " is gone" : " becomes a " + becomes.sourceName())
          + "; write "
          + from.type().sourceName()
          + " -> "
          + to.type().sourceName()
          + " if the class was renamed";
    }
    if (rule.body() == null) {
      if (!step.isAssignable(from, to)) {
        return to.what()
            + " "
            + to.shown()
            + " has another type than "
            + from.shown()
            + ": from="
            + type(from)
            + ", to="
            + type(to)
            + "; write "
            + rule.target()
            + ": { $out = ...; }";
      }
      boolean isFinal =
          to instanceof Item.OfStatic fresh && Modifier.isFinal(fresh.field().access());
      boolean sameType = Objects.equals(signature(from), signature(to));
      if (from.shown().equals(to.shown()) && !isFinal && sameType) {
        return rule.target() + " says nothing new; leave it out, or give it a body";
      }
    }
    return null;
  }

  private @Nullable String moveClass(BoundRule rule, TypeModel from, TypeModel to) {
    String wrong = kept(rule, to);
    if (wrong != null) {
      return wrong;
    }
    if (from.isEnum() != to.isEnum()) {
      return "an enum and a class that is none cannot follow each other: "
          + rule.target()
          + "; write rules for the fields that hold them";
    }
    TypeModel sameName = step.types().old().find(to.name());
    if (!from.name().equals(to.name())
        && sameName != null
        && !step.renamed().containsKey(to.name())
        && !isDropped(sameName)) {
      return "two old classes would become "
          + to.sourceName()
          + ": "
          + from.sourceName()
          + " by this rule, and the one of that name; write "
          + to.sourceName()
          + " -> ... or DROP "
          + to.sourceName();
    }
    if (rule.body() == null && from.name().equals(to.name())) {
      return rule.target() + " says nothing new; leave it out, or give it a body";
    }
    return null;
  }

  private boolean isDropped(TypeModel type) {
    return step.rules().stream()
        .anyMatch(rule -> rule.kind() == Kind.DROP && new Item.OfClass(type).equals(rule.from()));
  }

  private @Nullable String init(BoundRule rule, Item to) {
    if (to instanceof Item.OfClass || to instanceof Item.OfConstant) {
      return "a "
          + to.what()
          + " is made by the new version's code: "
          + rule.target()
          + "; INIT is for fields, statics, locals and entries";
    }
    if (to instanceof Item.OfEntry) {
      return null;
    }
    String wrong = target(rule, to);
    if (wrong != null) {
      return wrong;
    }
    Item before = sameInOld(to);
    if (before != null && !(to instanceof Item.OfLocal)) {
      return to.shown()
          + " is not new, the old version has it; write "
          + before.shown()
          + " -> "
          + to.shown()
          + ": { ... }";
    }
    if (to instanceof Item.OfField && !anyObject(to.type())) {
      return "no object of the old version becomes a "
          + to.type().sourceName()
          + ", so the new version's code fills "
          + to.shown()
          + "; leave the rule out, or write OLDCLASS -> "
          + to.type().sourceName();
    }
    return null;
  }

  private @Nullable Item sameInOld(Item to) {
    TypeModel old = step.oldType(to.type());
    if (old == null) {
      return null;
    }
    if (to instanceof Item.OfField field) {
      var found = old.field(field.field().name());
      return found == null || Modifier.isStatic(found.access())
          ? null
          : new Item.OfField(old, found);
    }
    if (to instanceof Item.OfStatic field) {
      var found = old.field(field.field().name());
      return found == null || !Modifier.isStatic(found.access())
          ? null
          : new Item.OfStatic(old, found);
    }
    return null;
  }

  private @Nullable String drop(BoundRule rule, Item from) {
    TypeModel becomes = step.newType(from.type());
    if (becomes == null || !has(becomes, from)) {
      return null;
    }
    if (from instanceof Item.OfField && leavesHierarchy(from.type(), becomes)) {
      return null; // gone from those objects only
    }
    return from.what()
        + " "
        + from.shown()
        + " is not gone, the new version has it; "
        + (from instanceof Item.OfClass || from instanceof Item.OfConstant
            ? "leave " + rule.target() + " out"
            : "write "
                + from.shown()
                + " -> "
                + becomes.sourceName()
                + from.shown().substring(from.type().sourceName().length())
                + ": {} for the new version's own value");
  }

  /** Whether old objects below the one class become new ones that are not below the other. */
  private boolean leavesHierarchy(TypeModel from, TypeModel to) {
    for (TypeModel old : step.types().old().all()) {
      TypeModel fresh = step.newType(old);
      if (fresh != null
          && BoundStep.isBelow(step.types().old(), old, from.name())
          && !BoundStep.isBelow(step.types().fresh(), fresh, to.name())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the class that takes the place of the item's class has such an item. */
  private static boolean has(TypeModel becomes, Item item) {
    if (item instanceof Item.OfField field) {
      return hasField(becomes, field.field().name(), false);
    }
    if (item instanceof Item.OfStatic field) {
      return hasField(becomes, field.field().name(), true);
    }
    if (item instanceof Item.OfConstant constant) {
      return becomes.field(constant.name()) != null;
    }
    return item instanceof Item.OfClass;
  }

  private static boolean hasField(TypeModel type, String name, boolean isStatic) {
    var field = type.field(name);
    return field != null && Modifier.isStatic(field.access()) == isStatic;
  }

  private @Nullable String opaque(Item from) {
    if (!(from instanceof Item.OfField) && !(from instanceof Item.OfStatic)) {
      return "OPAQUE is for fields and statics, found a " + from.what() + ": " + from.shown();
    }
    String descriptor = String.valueOf(from.descriptor());
    return descriptor.length() == 1 ? from.shown() + " holds no object; leave OPAQUE out" : null;
  }

  private @Nullable String target(BoundRule rule, Item to) {
    String wrong = to instanceof Item.OfLocal ? null : kept(rule, to.type());
    if (wrong != null) {
      return wrong;
    }
    if (to instanceof Item.OfStatic fresh
        && Modifier.isFinal(fresh.field().access())
        && rule.hasCode()) {
      return "static "
          + to.shown()
          + " is final, its object is made by the new version's code; fill that object in POST, or"
          + " leave final out";
    }
    return null;
  }

  private @Nullable String kept(BoundRule rule, TypeModel to) {
    return step.types().isKept(to.name())
        ? "class "
            + to.sourceName()
            + " is unchanged, with all that it depends on: both versions share its objects; leave "
            + rule.target()
            + " out, or use POST"
        : null;
  }

  private static @Nullable String noCode(BoundRule rule, String what) {
    return rule.body() == null ? null : what + " takes no code; leave the block out";
  }

  private static boolean isValue(Item item) {
    return item instanceof Item.OfStatic || item instanceof Item.OfLocal;
  }

  private boolean anyObject(TypeModel to) {
    return haveCommonObject(null, to);
  }

  /** Whether an old object below the one class may become a new one below the other. */
  private boolean haveCommonObject(@Nullable TypeModel from, TypeModel to) {
    for (TypeModel old : step.types().old().all()) {
      TypeModel fresh = step.newType(old);
      if (fresh != null
          && (from == null || BoundStep.isBelow(step.types().old(), old, from.name()))
          && BoundStep.isBelow(step.types().fresh(), fresh, to.name())) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String signature(Item item) {
    return item instanceof Item.OfField field
        ? field.field().signature()
        : item instanceof Item.OfStatic field ? field.field().signature() : null;
  }

  private static String type(Item item) {
    return Type.getType(String.valueOf(item.descriptor())).getClassName();
  }
}
