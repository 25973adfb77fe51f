package dev.kitsune.xf.check;

import dev.kitsune.unit.Lambdas;
import dev.kitsune.unit.Likeness;
import dev.kitsune.xf.check.CheckReport.Kind;
import dev.kitsune.xf.check.CheckReport.Note;
import dev.kitsune.xf.model.BoundRule;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.Item;
import dev.kitsune.xf.model.TypeModel;
import dev.kitsune.xf.model.TypeModel.MethodModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the code of the two versions says: labels, entries, lambdas, names, initialisers. */
final class CodeCheck {

  private final BoundStep step;
  private final RuleIndex rules;
  private final CodeFacts before;
  private final CodeFacts after;
  private final Findings findings;

  CodeCheck(BoundStep step, RuleIndex rules, CodeFacts before, CodeFacts after, Findings findings) {
    this.step = step;
    this.rules = rules;
    this.before = before;
    this.after = after;
    this.findings = findings;
  }

  void check() {
    before
        .points()
        .forEach((label, methods) -> {
          if (!after.points().containsKey(label)) {
            findings.remark(
                Note.UPDATE_POINT,
                label,
                "the new version has no update point of this label: a thread that stood in "
                    + String.join(", ", methods)
                    + " has nowhere to go on; its points are "
                    + String.join(", ", after.points().keySet()));
          }
        });
    before.entries().forEach(this::entry);
    before
        .named()
        .forEach((name, classes) -> {
          if (!step.types().isKept(name)) {
            TypeModel old = step.types().old().find(name);
            boolean isGone = old == null || step.types().fresh().find(name) == null;
            findings.remark(
                Note.CLASS_NAME,
                name,
                "named in strings of "
                    + String.join(", ", classes)
                    + (isGone
                        ? "; the new version has no such class: a name that is held in state is"
                            + " wrong after the update"
                        : "; looked up in the version that is current"));
          }
        });
    before
        .lambdas()
        .forEach((name, bodies) -> {
          if (!step.types().isKept(name)) {
            bodies.forEach((body, field) -> lambda(name, body, field));
          }
        });
    after
        .reaches()
        .forEach((name, reached) -> {
          TypeModel type = step.types().fresh().find(name);
          if (type != null && !step.types().isKept(name)) {
            findings.remark(
                Note.INITIALISER,
                type.sourceName(),
                "its static initialiser reaches outside the class: "
                    + String.join(", ", reached)
                    + "; it runs while the old version's threads stand");
          }
        });
  }

  private void entry(String entry) {
    int colons = entry.indexOf("::");
    TypeModel type = step.types().old().find(entry.substring(0, colons));
    String method = entry.substring(colons + 2);
    MethodModel old = type == null ? null : method(type, method);
    if (type == null || old == null) {
      return;
    }
    Item.OfEntry item = new Item.OfEntry(type, old);
    BoundRule rule = rules.source(item);
    TypeModel fresh = step.newType(type);
    if (rule != null) {
      findings.ruled(Kind.REMOVED_ENTRY, item.shown(), rule);
    } else if (fresh == null || method(fresh, method) == null) {
      findings.missing(
          Kind.REMOVED_ENTRY,
          item.shown(),
          "",
          "DROP " + item.shown(),
          item.shown() + " -> Class::method");
    }
  }

  private static @Nullable MethodModel method(TypeModel type, String name) {
    for (MethodModel each : type.methods()) {
      if (each.isStatic() && each.name().equals(name)) {
        return each;
      }
    }
    return null;
  }

  private void lambda(String className, String body, String field) {
    TypeModel old = step.types().old().find(className);
    TypeModel fresh = old == null ? null : step.newType(old);
    if (old == null || fresh == null) {
      return;
    }
    Lambdas olds = Lambdas.of(step.types().old().classFile(old.name()));
    Lambdas news = Lambdas.of(step.types().fresh().classFile(fresh.name()));
    Likeness.Item item = olds.item(body);
    List<Likeness.Item> found =
        item == null ? List.of() : Likeness.counterparts(item, olds.items(), news.items());
    if (found.size() != 1) {
      findings.remark(
          Note.LAMBDA,
          field,
          "a lambda of "
              + old.sourceName()
              + " that is held there has "
              + (found.isEmpty()
                  ? "no counterpart in the new version"
                  : "several possible counterparts in the new version")
              + ": an update that meets it is refused; use a method reference");
    }
  }
}
