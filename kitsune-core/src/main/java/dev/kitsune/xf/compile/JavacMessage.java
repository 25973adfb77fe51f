package dev.kitsune.xf.compile;

import dev.kitsune.xf.step.StepNames;
import java.util.regex.Pattern;

/** Puts javac's messages in the words of the specification. */
final class JavacMessage {

  private static final Pattern VARIABLE = Pattern.compile("\\b(in|out|newbase|base)\\$\\d*");
  private static final Pattern OLD =
      Pattern.compile("\\b" + Pattern.quote(StepNames.OLD) + "\\.(?=\\w)");

  private static final Pattern LANG = Pattern.compile("\\bjava\\.lang\\.(?=[A-Z])");

  private JavacMessage() {}

  static String of(String message) {
    String text = message.strip().replaceAll("\\s*\\R\\s*", "; ");
    text = VARIABLE.matcher(text).replaceAll("\\$$1");
    text = OLD.matcher(text).replaceAll("old ");
    text = LANG.matcher(text).replaceAll("");
    text = text.replace("xform$", "$xform").replace("package " + StepNames.OLD, "the old version");
    if (text.startsWith("cannot assign a value to final variable")) {
      text +=
          "; rule bodies may read objects of the old version and of unchanged classes, but write"
              + " new ones only";
    }
    return text;
  }
}
