package dev.kitsune.xf.check;

import dev.kitsune.testing.Sources;
import dev.kitsune.unit.VersionJar;
import dev.kitsune.xf.model.Binder;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.VersionTypes;
import dev.kitsune.xf.syntax.XfException;
import dev.kitsune.xf.syntax.XfFile;
import java.util.Map;

/** Steps between versions whose main classes differ in some members. */
final class Steps {

  private Steps() {}

  /** Returns the step between a class with the one and with the other members. */
  static StepTypes between(String before, String after) {
    return StepTypes.between(version("1", before), version("2", after));
  }

  static VersionTypes version(String name, String members) {
    String source =
        """
        package app;
        import dev.kitsune.*;
        import java.util.*;
        import java.util.function.*;
        public class Main {
          %s
          public static void main(String[] args) {}
        }
        """
            .formatted(members);
    return VersionTypes.of(
        VersionJar.of(
            Map.of("Main-Class", "app.Main", "Kitsune-Program", "t", "Kitsune-Version", name),
            Sources.compile(source),
            Map.of()));
  }

  static BoundStep bound(String before, String after, String xf) throws XfException {
    return Binder.bind(between(before, after), XfFile.parse("a.xf", xf));
  }

  static CheckReport check(StepTypes types, String xf) throws XfException {
    return StepCheck.check(Binder.bind(types, XfFile.parse("a.xf", xf)));
  }

  static CheckReport check(String before, String after, String xf) throws XfException {
    return StepCheck.check(bound(before, after, xf));
  }
}
