package dev.kitsune.xf.model;

import dev.kitsune.xf.model.BoundRule.Kind;
import dev.kitsune.xf.syntax.Block;
import dev.kitsune.xf.syntax.Path;
import dev.kitsune.xf.syntax.Problem;
import dev.kitsune.xf.syntax.Rule;
import dev.kitsune.xf.syntax.Target;
import dev.kitsune.xf.syntax.XfException;
import dev.kitsune.xf.syntax.XfFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Binds a specification's names to the classes of the two versions. */
public final class Binder {

  private final StepTypes types;
  private final XfFile file;
  private final Finder inOld;
  private final Finder inNew;
  private final List<Problem> problems = new ArrayList<>();
  private final List<BoundRule> rules = new ArrayList<>();
  private final Map<String, String> renamed = new TreeMap<>();

  private Binder(StepTypes types, XfFile file) {
    this.types = types;
    this.file = file;
    this.inOld = new Finder(types.old(), "old");
    this.inNew = new Finder(types.fresh(), "new");
  }

  /**
   * Binds a specification.
   *
   * @throws XfException with all rules that name what is not there, or make no sense
   */
  public static BoundStep bind(StepTypes types, XfFile file) throws XfException {
    Binder binder = new Binder(types, file);
    int number = 0;
    for (Rule rule : file.rules()) {
      for (Target target : rule.targets()) {
        binder.bind(number++, target, rule.body());
      }
    }
    for (BoundRule rule : binder.rules) {
      if (rule.kind() == Kind.MOVE
          && rule.from() instanceof Item.OfClass from
          && rule.to() instanceof Item.OfClass to
          && !from.type().name().equals(to.type().name())) {
        binder.renamed.put(from.type().name(), to.type().name());
      }
    }
    BoundStep step =
        new BoundStep(types, file, Map.copyOf(binder.renamed), List.copyOf(binder.rules));
    if (binder.problems.isEmpty()) {
      binder.problems.addAll(new RuleChecks(step).problems());
    }
    if (!binder.problems.isEmpty()) {
      throw new XfException(binder.problems);
    }
    return step;
  }

  private void bind(int number, Target target, @Nullable Block body) {
    Item from = null;
    Item to = null;
    Kind kind;
    if (target instanceof Target.Move move) {
      kind = Kind.MOVE;
      from = find(inOld, move.from());
      to = find(inNew, move.to());
      if (from == null || to == null) {
        return;
      }
    } else if (target instanceof Target.Init init) {
      kind = Kind.INIT;
      to = find(inNew, init.path());
      if (to == null) {
        return;
      }
    } else if (target instanceof Target.Drop drop) {
      kind = Kind.DROP;
      from = find(inOld, drop.path());
      if (from == null) {
        return;
      }
    } else if (target instanceof Target.Opaque opaque) {
      kind = Kind.OPAQUE;
      from = find(inOld, opaque.path());
      if (from == null) {
        return;
      }
    } else {
      kind = ((Target.Hook) target).isPost() ? Kind.POST : Kind.PRE;
    }
    rules.add(new BoundRule(number, kind, target, from, to, body));
  }

  private @Nullable Item find(Finder finder, Path path) {
    try {
      return finder.find(path);
    } catch (Finder.NotFound e) {
      problems.add(file.source().problem(path.at(), String.valueOf(e.getMessage())));
      return null;
    }
  }
}
