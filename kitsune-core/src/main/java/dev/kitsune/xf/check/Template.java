package dev.kitsune.xf.check;

import dev.kitsune.xf.check.CheckReport.Missing;

/** A specification to begin with: every rule that a step lacks, some with dots to be filled. */
public final class Template {

  private Template() {}

  /** Returns the specification's text; it compiles when each {@code ...} is an expression. */
  public static String of(CheckReport report) {
    StringBuilder text = new StringBuilder();
    text.append("// ").append(report.from()).append(" -> ").append(report.to()).append(".\n");
    if (report.missing().isEmpty()) {
      text.append("// Nothing is missing.\n");
    } else {
      text.append("// Put an expression in the place of each \"...\"; {} takes the new version's")
          .append(" own value.\n");
    }
    for (Missing each : report.missing()) {
      text.append("\n// ").append(each.kind().shown()).append('\n');
      text.append(each.rule()).append('\n');
    }
    return text.toString();
  }
}
