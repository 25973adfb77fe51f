package dev.kitsune.xf.check;

import dev.kitsune.unit.ClassFacts.FieldFacts;
import dev.kitsune.xf.check.CheckReport.Kind;
import dev.kitsune.xf.check.CheckReport.Note;
import dev.kitsune.xf.check.Mutability.Answer;
import dev.kitsune.xf.model.BoundRule;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.Item;
import dev.kitsune.xf.model.TypeModel;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Statics of classes that are loaded anew: those that are state, and final ones with contents. */
final class StaticCheck {

  private static final String MIGRATE = "Ldev/kitsune/Migrate;";
  private static final String NO_MIGRATE = "Ldev/kitsune/NoMigrate;";

  private final BoundStep step;
  private final RuleIndex rules;
  private final Retyping retyping;
  private final CodeFacts before;
  private final CodeFacts after;
  private final Mutability mutability;
  private final Mutability newMutability;
  private final Findings findings;

  StaticCheck(
      BoundStep step, RuleIndex rules, CodeFacts before, CodeFacts after, Findings findings) {
    this.step = step;
    this.rules = rules;
    this.retyping = new Retyping(step);
    this.before = before;
    this.after = after;
    this.mutability = new Mutability(step.types().old(), before);
    this.newMutability = new Mutability(step.types().fresh(), after);
    this.findings = findings;
  }

  /** Checks the statics of an old class. */
  void old(TypeModel old, @Nullable TypeModel fresh) {
    for (Item.OfStatic field : statics(old)) {
      FieldFacts same = fresh == null ? null : fresh.field(field.field().name());
      if (fresh != null && same != null && Modifier.isStatic(same.access())) {
        common(field, new Item.OfStatic(fresh, same));
      } else {
        removed(field);
      }
    }
  }

  /** Checks the statics that the old version does not have. */
  void fresh(TypeModel fresh, @Nullable TypeModel old) {
    for (Item.OfStatic field : statics(fresh)) {
      FieldFacts same = old == null ? null : old.field(field.field().name());
      if (same == null || !Modifier.isStatic(same.access())) {
        BoundRule rule = rules.target(field);
        if (rule != null) {
          findings.ruled(Kind.NEW_STATIC, field.shown(), rule);
        } else if (old != null && !Modifier.isFinal(field.field().access())) {
          findings.byDefault(
              Kind.NEW_STATIC,
              field.shown(),
              "the new version's own value: "
                  + after.value(fresh.name(), field.field().name()).text());
        }
      }
    }
  }

  private static List<Item.OfStatic> statics(TypeModel type) {
    List<Item.OfStatic> all = new ArrayList<>();
    for (FieldFacts field : type.facts().fields()) {
      if (Modifier.isStatic(field.access())
          && (field.access() & Opcodes.ACC_SYNTHETIC) == 0
          && !TypeModel.isConstant(field)) {
        all.add(new Item.OfStatic(type, field));
      }
    }
    return all;
  }

  private void removed(Item.OfStatic field) {
    BoundRule rule = rules.source(field);
    boolean isState =
        !field.field().annotations().contains(NO_MIGRATE)
            && (!Modifier.isFinal(field.field().access())
                || mutability.of(field.type(), field.field()) == Answer.YES);
    if (rule != null) {
      findings.ruled(Kind.REMOVED_STATIC, field.shown(), rule);
    } else if (isState) {
      findings.missing(Kind.REMOVED_STATIC, field.shown(), "", "DROP " + field.shown(), "");
    }
  }

  private void common(Item.OfStatic old, Item.OfStatic fresh) {
    BoundRule rule = rules.target(fresh);
    boolean isFinal = Modifier.isFinal(fresh.field().access());
    boolean wasFinal = Modifier.isFinal(old.field().access());
    if (rule != null) {
      findings.staticsMigrated += rule.acceptsOwn() ? 0 : 1;
      findings.staticsKeptByCode += rule.acceptsOwn() ? 1 : 0;
      findings.ruled(isFinal ? Kind.STATIC_FINAL : Kind.RETYPED_STATIC, fresh.shown(), rule);
    } else if (fresh.field().annotations().contains(NO_MIGRATE)) {
      findings.staticsKeptByCode++;
    } else if (isFinal) {
      becomesOrStaysFinal(old, fresh, wasFinal);
    } else {
      migrated(old, fresh, wasFinal);
    }
  }

  private void becomesOrStaysFinal(Item.OfStatic old, Item.OfStatic fresh, boolean wasFinal) {
    boolean isMarked = fresh.field().annotations().contains(MIGRATE);
    Answer mutable =
        wasFinal
            ? mutability.of(old.type(), old.field())
            : newMutability.of(fresh.type(), fresh.field());
    findings.staticsMigrated += isMarked ? 1 : 0;
    findings.staticsKeptByCode += isMarked ? 0 : 1;
    if (isMarked) {
      return;
    }
    if (!wasFinal && mutable != Answer.YES) {
      findings.missing(
          Kind.RETYPED_STATIC,
          fresh.shown(),
          "it became final, so that the old value is lost",
          old.shown() + " -> " + fresh.shown() + ": {}",
          "");
    } else if (mutable == Answer.YES) {
      findings.missing(
          Kind.STATIC_FINAL,
          fresh.shown(),
          "nothing says whose contents it is to have",
          old.shown() + " -> " + fresh.shown(),
          "that with : {} for the new version's own contents");
    } else if (mutable == Answer.UNKNOWN) {
      findings.remark(
          Note.STATIC_FINAL,
          fresh.shown(),
          "the update looks at the object: if it is mutable, mark the field @Migrate or"
              + " @NoMigrate");
    }
  }

  private void migrated(Item.OfStatic old, Item.OfStatic fresh, boolean wasFinal) {
    String changed = retyping.shown(old, fresh);
    if (changed != null) {
      findings.missing(
          Kind.RETYPED_STATIC,
          fresh.shown(),
          retyping.pairs(old, fresh),
          old.shown() + " -> " + fresh.shown() + retyping.body(old, fresh),
          "");
      return;
    }
    findings.staticsMigrated++;
    CodeFacts.Value was = before.value(old.type().name(), old.field().name());
    CodeFacts.Value is = after.value(fresh.type().name(), fresh.field().name());
    if (!was.code().equals(is.code()) && (is.shown() != null || was.shown() != null || wasFinal)) {
      findings.remark(
          Note.INITIAL_VALUE,
          fresh.shown(),
          "the old value wins: initially "
              + was.text()
              + " in the old version, "
              + is.text()
              + " in the new one");
    }
  }
}
