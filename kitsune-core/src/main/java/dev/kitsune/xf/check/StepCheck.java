package dev.kitsune.xf.check;

import dev.kitsune.unit.BadVersionException;
import dev.kitsune.unit.UnitChecks;
import dev.kitsune.unit.UnitGraph;
import dev.kitsune.xf.check.CheckReport.Back;
import dev.kitsune.xf.check.CheckReport.Counts;
import dev.kitsune.xf.check.CheckReport.Missing;
import dev.kitsune.xf.check.CheckReport.Units;
import dev.kitsune.xf.check.CheckReport.Verdict;
import dev.kitsune.xf.model.Binder;
import dev.kitsune.xf.model.BoundRule;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.Item;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.TypeModel;
import dev.kitsune.xf.syntax.Position;
import dev.kitsune.xf.syntax.Problem;
import dev.kitsune.xf.syntax.SourceText;
import dev.kitsune.xf.syntax.XfException;
import dev.kitsune.xf.syntax.XfFile;
import java.util.ArrayList;
import java.util.List;

/** Checks one step: what {@code kitsune check} does, and the build for each step. */
public final class StepCheck {

  private final BoundStep step;
  private final StepTypes types;
  private final Findings findings;

  private StepCheck(BoundStep step) {
    this.step = step;
    this.types = step.types();
    this.findings = new Findings(types.old().jar().version(), types.fresh().jar().version());
  }

  /**
   * Checks a step without a specification.
   *
   * @throws IllegalArgumentException if a class file is corrupt
   */
  public static CheckReport check(StepTypes types) {
    try {
      CheckReport report = check(Binder.bind(types, XfFile.parse("", "")));
      return new CheckReport(
          report.from(),
          report.to(),
          null,
          report.verdict(),
          report.units(),
          report.counts(),
          report.changes(),
          report.missing(),
          report.refusals(),
          report.remarks(),
          report.back());
    } catch (XfException e) {
      throw new IllegalStateException("an empty specification is right", e);
    }
  }

  /** Checks a step with its specification. */
  public static CheckReport check(BoundStep step) {
    return new StepCheck(step).report(back(step));
  }

  private static Back back(BoundStep step) {
    BoundStep reverse = Reverse.of(step).orElse(null);
    if (reverse == null) {
      return new Back(false, List.of());
    }
    List<String> loses = new ArrayList<>();
    for (BoundRule rule : reverse.rules()) {
      Item from = rule.from();
      if (rule.kind() == BoundRule.Kind.DROP && from != null) {
        loses.add(from.what() + " " + from.shown());
      }
    }
    new StepCheck(reverse)
        .report(new Back(false, List.of()))
        .missing()
        .forEach(each -> loses.add(each.kind().shown() + " " + each.item()));
    return new Back(true, List.copyOf(loses));
  }

  private CheckReport report(Back back) {
    refuse();
    CodeFacts before = CodeReader.read(types.old());
    CodeFacts after = CodeReader.read(types.fresh());
    RuleIndex rules = new RuleIndex(step);
    ClassCheck classes = new ClassCheck(step, rules, before, findings);
    StaticCheck statics = new StaticCheck(step, rules, before, after, findings);
    FieldCheck fields = new FieldCheck(step, rules, findings);
    int changed = 0;
    int removed = 0;
    for (TypeModel old : types.old().all()) {
      if (types.isKept(old.name())) {
        continue;
      }
      TypeModel fresh = step.newType(old);
      removed += fresh == null ? 1 : 0;
      changed += fresh != null && !fresh.facts().digest().equals(old.facts().digest()) ? 1 : 0;
      if (old.isLocal()) {
        continue; // paired by what they are, when the update meets their objects
      }
      statics.old(old, fresh);
      if (classes.check(old, fresh) && fresh != null) {
        fields.check(old, fresh);
      }
    }
    int added = 0;
    for (TypeModel fresh : types.fresh().all()) {
      if (!types.isKept(fresh.name()) && !fresh.isLocal()) {
        TypeModel old = step.oldType(fresh);
        added += old == null ? 1 : 0;
        statics.fresh(fresh, old);
      }
    }
    new CodeCheck(step, rules, before, after, findings).check();
    Counts counts =
        new Counts(
            changed,
            added,
            removed,
            findings.fieldsCopied,
            findings.fieldsChanged,
            findings.staticsMigrated,
            findings.staticsKeptByCode,
            step.rules().size());
    return new CheckReport(
        types.old().jar().version(),
        types.fresh().jar().version(),
        step.file().source().file(),
        verdict(),
        new Units(
            List.copyOf(types.units().reloaded()),
            List.copyOf(types.units().kept()),
            List.copyOf(types.units().gone())),
        counts,
        List.copyOf(findings.changes),
        List.copyOf(findings.missing),
        List.copyOf(findings.refusals),
        List.copyOf(findings.remarks),
        back);
  }

  private Verdict verdict() {
    if (!findings.refusals.isEmpty()) {
      return Verdict.REFUSED;
    }
    if (!findings.missing.isEmpty()) {
      return Verdict.INCOMPLETE;
    }
    return step.rules().isEmpty() ? Verdict.SAFE : Verdict.COVERED;
  }

  private void refuse() {
    try {
      UnitChecks.check(UnitGraph.of(types.fresh().jar()), StepCheck::isOfJdk);
    } catch (BadVersionException e) {
      findings.refusals.add(String.valueOf(e.getMessage()));
    }
    String before = types.old().jar().program();
    String after = types.fresh().jar().program();
    if (!before.equals(after)) {
      findings.refusals.add(
          "the versions are of different programs: old="
              + before
              + ", new="
              + after
              + "; name two versions of one program");
    }
  }

  private static boolean isOfJdk(String packageName) {
    return ModuleLayer.boot().modules().stream()
        .anyMatch(module -> module.getPackages().contains(packageName));
  }

  /**
   * Fails for a step that is incomplete or refused, with all that is wrong.
   *
   * @throws XfException naming the end of the specification, where the missing rules belong
   */
  public static void demand(BoundStep step) throws XfException {
    CheckReport report = check(step);
    SourceText source = step.file().source();
    Position end = source.at(source.text().length());
    List<Problem> problems = new ArrayList<>();
    report.refusals().forEach(each -> problems.add(source.problem(end, each)));
    for (Missing each : report.missing()) {
      problems.add(source.problem(end, each.message()));
    }
    if (!problems.isEmpty()) {
      throw new XfException(problems);
    }
  }

  /** Returns how many rules of the step have code. */
  static long rulesWithCode(BoundStep step) {
    return step.rules().stream().filter(BoundRule::hasCode).count();
  }
}
