package dev.kitsune.cli;

import dev.kitsune.unit.BadVersionException;
import dev.kitsune.xf.check.Reverse;
import dev.kitsune.xf.check.StepCheck;
import dev.kitsune.xf.compile.XfCompiler;
import dev.kitsune.xf.model.Binder;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.VersionTypes;
import dev.kitsune.xf.step.StepNames;
import dev.kitsune.xf.syntax.XfException;
import dev.kitsune.xf.syntax.XfFile;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks and compiles the specifications of a version in the build, from class folders: {@code
 * from-<previous>.xf} becomes the step from there, {@code to-<previous>.xf} the step back, both in
 * the version's class folder. A step whose rules have no code needs no file for the way back. Ends
 * by an exception if something is wrong or missing, never the process.
 */
public final class BuildSteps {

  private static final String FROM = "from-";
  private static final String END = ".xf";

  private final Path old;
  private final Path fresh;
  private final Path folder;
  private final String previous;

  private BuildSteps(Path old, Path fresh, Path folder, String previous) {
    this.old = old;
    this.fresh = fresh;
    this.folder = folder;
    this.previous = previous;
  }

  /**
   * Checks and compiles the step of a version; nothing for a stream's first.
   *
   * @param arguments the old version's classes, the new version's, the folder of specifications,
   *     the old version's name
   * @throws XfException if a specification is wrong, or does not cover what changed
   */
  public static void main(String[] arguments) throws IOException, BadVersionException, XfException {
    if (arguments.length != 4) {
      throw new IllegalArgumentException(
          "expected <old classes> <new classes> <folder of .xf> <old version>, found "
              + List.of(arguments));
    }
    BuildSteps steps =
        new BuildSteps(
            Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), arguments[3]);
    if (!arguments[0].equals("none") || Files.isDirectory(steps.folder)) {
      steps.run();
    }
  }

  private void run() throws IOException, BadVersionException, XfException {
    if (!Files.isDirectory(old)) {
      throw new BadVersionException(
          "no classes of the version that the step starts from: folder="
              + old
              + ", specifications="
              + folder
              + "; set stream.predecessor.classes in the version's pom.xml");
    }
    VersionTypes before = VersionTypes.read(old, null);
    VersionTypes after = VersionTypes.read(fresh, null);
    BoundStep forth = bind(StepTypes.between(before, after), FROM + previous + END);
    write(forth, previous);
    StepCheck.demand(forth);
    Path back = folder.resolve(StepNames.BACK + previous + END);
    if (Files.exists(back)) {
      BoundStep step = bind(StepTypes.between(after, before), back.getFileName().toString());
      write(step, StepNames.BACK + previous);
      StepCheck.demand(step);
    } else {
      Optional<BoundStep> reverse = Reverse.of(forth);
      if (reverse.isPresent()) {
        writeReverse(reverse.get());
      }
    }
  }

  private BoundStep bind(StepTypes types, String name) throws IOException, XfException {
    Path file = folder.resolve(name);
    String text = Files.exists(file) ? Files.readString(file) : "";
    return Binder.bind(types, XfFile.parse(file.toString(), text));
  }

  private void writeReverse(BoundStep reverse) {
    try {
      write(reverse, StepNames.BACK + previous);
    } catch (XfException e) {
      // A field without a value of its own to accept: the way back needs a file.
    }
  }

  private void write(BoundStep step, String name) throws XfException {
    new XfCompiler(step.types(), XfgenCommand.platform(loaderPath()))
        .compile(step)
        .writeTo(fresh.resolve(StepNames.FOLDER + name));
  }

  /** Returns the class path of the loader that a build tool made for this class. */
  private static String loaderPath() {
    List<String> path = new ArrayList<>();
    for (ClassLoader loader = BuildSteps.class.getClassLoader();
        loader != null;
        loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          try {
            path.add(Path.of(url.toURI()).toString());
          } catch (URISyntaxException | IllegalArgumentException e) {
            // no file, so nothing that javac could read
          }
        }
      }
    }
    return String.join(File.pathSeparator, path);
  }
}
