package dev.kitsune.xf.check;

import dev.kitsune.xf.model.Binder;
import dev.kitsune.xf.model.BoundRule;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.Item;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.syntax.XfException;
import dev.kitsune.xf.syntax.XfFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The automatic reverse of a step whose rules have no code: renames turned round. */
public final class Reverse {

  private Reverse() {}

  /** Returns the step back, or nothing if a rule has code or cannot be turned round. */
  public static Optional<BoundStep> of(BoundStep step) {
    if (step.file().preamble() != null || StepCheck.rulesWithCode(step) > 0) {
      return Optional.empty();
    }
    StepTypes types = step.types();
    String name = "to-" + types.old().jar().version() + ".xf";
    try {
      StepTypes back = StepTypes.between(types.fresh(), types.old());
      return Optional.of(Binder.bind(back, XfFile.parse(name, text(step))));
    } catch (XfException e) {
      return Optional.empty();
    }
  }

  private static String text(BoundStep step) {
    List<String> lines = new ArrayList<>();
    for (BoundRule rule : step.rules()) {
      Item from = rule.from();
      Item to = rule.to();
      switch (rule.kind()) {
        case MOVE -> {
          if (from != null && to != null) {
            lines.add(to.shown() + " -> " + from.shown() + (rule.acceptsOwn() ? ": {}" : ""));
          }
        }
        case INIT -> {
          if (to != null && !(to instanceof Item.OfLocal)) {
            lines.add("DROP " + to.shown());
          }
        }
        case OPAQUE -> {
          if (from != null) {
            lines.add("OPAQUE " + from.shown());
          }
        }
        case DROP -> {
          if (from instanceof Item.OfField) {
            lines.add("INIT " + from.shown() + ": {}");
          }
        }
        default -> {}
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
