package dev.kitsune.cli;

import dev.kitsune.unit.BadVersionException;
import dev.kitsune.xf.step.StepNames;
import dev.kitsune.xf.syntax.XfException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compiles a version's specification in the build, from class folders: {@code from-<previous>.xf}
 * becomes the step from there, in the new version's class folder. Ends by an exception if it is
 * wrong, never the process.
 */
public final class BuildSteps {

  private static final String FROM = "from-";
  private static final String END = ".xf";

  private BuildSteps() {}

  /**
   * Compiles what is there.
   *
   * @param arguments the old version's classes, the new version's, the folder of specifications
   */
  public static void main(String[] arguments) throws IOException, BadVersionException, XfException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException(
          "expected <old classes> <new classes> <folder of .xf>, found " + List.of(arguments));
    }
    Path old = Path.of(arguments[0]);
    Path fresh = Path.of(arguments[1]);
    Path folder = Path.of(arguments[2]);
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(BuildSteps::isStep).sorted().toList();
    }
    for (Path file : files) {
      if (!Files.isDirectory(old)) {
        throw new BadVersionException(
            "no classes of the version that "
                + file.getFileName()
                + " starts from: folder="
                + old
                + "; set stream.predecessor.classes in the version's pom.xml");
      }
      String name = file.getFileName().toString();
      String from = name.substring(FROM.length(), name.length() - END.length());
      XfgenCommand.compile(old, fresh, file, null, loaderPath())
          .writeTo(fresh.resolve(StepNames.FOLDER + from));
    }
  }

  private static boolean isStep(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(FROM) && name.endsWith(END);
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
