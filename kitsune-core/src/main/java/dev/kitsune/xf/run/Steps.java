package dev.kitsune.xf.run;

import dev.kitsune.load.LoadedVersion;
import dev.kitsune.transform.VersionPair;
import dev.kitsune.unit.BadVersionException;
import dev.kitsune.xf.step.StepDigests;
import dev.kitsune.xf.step.StepIndex;
import dev.kitsune.xf.step.StepNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Loads the rules of a step, if its target's jar has some. */
public final class Steps {

  private Steps() {}

  /**
   * Loads and links a step's transformer. No code of the program runs, nor of the transformer.
   *
   * @param platform the loader of all that outlives versions
   * @return the rules, or {@link StepRules#NONE}
   * @throws BadVersionException if the step is there but is of other builds of the two versions
   */
  public static StepRules load(LoadedVersion from, LoadedVersion to, ClassLoader platform)
      throws BadVersionException {
    Map<String, byte[]> files = to.jar().step(from.jar().version());
    if (files.isEmpty()) {
      files = from.jar().step(StepNames.BACK + to.jar().version()); // a step back
    }
    byte[] json = files.get(StepNames.INDEX);
    if (json == null) {
      return StepRules.NONE;
    }
    String step = from.jar().version() + " -> " + to.jar().version();
    try {
      StepIndex index = StepIndex.fromJson(json);
      check(index, from, to, step);
      VersionClasses classes = new VersionClasses(from, to, platform);
      Sites sites = new Sites(classes);
      StepLoader loader =
          new StepLoader("step " + step, platform, files, sites.find(index.sites()));
      Transformer transformer =
          loader.hasTransformer()
              ? new Transformer(Class.forName(StepNames.TRANSFORMER, true, loader))
              : null;
      return new StepRules(index, classes, transformer, sites);
    } catch (IOException | ReflectiveOperationException | LinkageError e) {
      throw new BadVersionException(
          "the step's transformer cannot be loaded: step="
              + step
              + ", cause="
              + e
              + "; compile its specification again with kitsune xfgen",
          e);
    }
  }

  private static void check(StepIndex index, LoadedVersion from, LoadedVersion to, String step)
      throws BadVersionException {
    String wrong = null;
    if (index.format() != StepIndex.FORMAT) {
      wrong = "has format " + index.format() + ", this runtime reads " + StepIndex.FORMAT;
    } else if (!index.oldDigest().equals(StepDigests.of(from.jar()))) {
      wrong = "was compiled for another build of " + from.jar().version();
    } else if (!index.newDigest().equals(StepDigests.of(to.jar()))) {
      wrong = "was compiled for another build of " + to.jar().version();
    } else if (!index.keptDigest().equals(StepDigests.ofNames(kept(from, to)))) {
      wrong = "was compiled for other unchanged classes than those of these two jars";
    }
    if (wrong != null) {
      throw new BadVersionException(
          "the step's transformer "
              + wrong
              + ": step="
              + step
              + ", file="
              + index.file()
              + "; compile the specification again with kitsune xfgen, and build the jar again");
    }
  }

  private static List<String> kept(LoadedVersion from, LoadedVersion to) {
    return to.jar().classes().keySet().stream().filter(name -> isShared(from, to, name)).toList();
  }

  private static boolean isShared(LoadedVersion from, LoadedVersion to, String name) {
    Class<?> old = from.find(name);
    return old != null && to.owns(old);
  }

  /** Returns the two versions as the transformation sees them with these rules. */
  public static VersionPair pair(LoadedVersion from, LoadedVersion to, StepRules rules) {
    VersionPair plain = from.to(to);
    return rules.isEmpty() ? plain : new RuledPair(plain, to, rules);
  }
}
