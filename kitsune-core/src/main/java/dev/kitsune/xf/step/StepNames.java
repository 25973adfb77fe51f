package dev.kitsune.xf.step;

/** Names that the compiler and the runtime agree upon. */
public final class StepNames {

  /** Where steps stand in a version's jar; a folder for each version that it can follow. */
  public static final String FOLDER = "META-INF/kitsune/steps/";

  /** The index of a step, in its folder. */
  public static final String INDEX = "rules.json";

  /** The specification itself, in its folder. */
  public static final String SOURCE = "step.xf";

  /** What the folder's name begins with that has the step back to an earlier version. */
  public static final String BACK = "to-";

  /** The class of a step's transformer, in the unnamed package. */
  public static final String TRANSFORMER = "KitsuneStep";

  /** The transformer's method that returns its own access. */
  public static final String LOOKUP = "lookup$";

  /** The package that the old version's classes seem to be in, as bodies see them. */
  public static final String OLD = "old$";

  /** What the names of old classes begin with in descriptors. */
  public static final String OLD_PREFIX = OLD + "/";

  private StepNames() {}
}
