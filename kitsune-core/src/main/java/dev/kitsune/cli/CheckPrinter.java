package dev.kitsune.cli;

import dev.kitsune.xf.check.CheckReport;
import dev.kitsune.xf.check.CheckReport.Change;
import dev.kitsune.xf.check.CheckReport.Counts;
import dev.kitsune.xf.check.CheckReport.Missing;
import dev.kitsune.xf.check.CheckReport.Note;
import dev.kitsune.xf.check.CheckReport.Remark;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints a check for people: the verdict first, then what it rests on, then what to do. */
final class CheckPrinter {

  private static final int MOST_UNITS = 6;

  private final PrintWriter out;

  CheckPrinter(PrintWriter out) {
    this.out = out;
  }

  void print(String program, CheckReport report) {
    out.println(
        program
            + " "
            + report.from()
            + " -> "
            + report.to()
            + ": "
            + report.verdict().name().toLowerCase(Locale.ROOT)
            + " ("
            + why(report)
            + ")");
    out.println();
    Counts counts = report.counts();
    line(
        "units",
        units(report.units().reloaded(), "reloaded") + ", " + units(report.units().kept(), "kept"));
    line(
        "classes",
        counts.classesChanged()
            + " changed, "
            + counts.classesAdded()
            + " added, "
            + counts.classesRemoved()
            + " removed");
    line("fields", counts.fieldsCopied() + " copied, " + counts.fieldsChanged() + " changed");
    line(
        "statics",
        counts.staticsMigrated()
            + " migrate, "
            + counts.staticsKeptByCode()
            + " are the new version's own");
    line("back", back(report.back()));
    refusals(report.refusals());
    missing(report.missing());
    changes(report.changes());
    for (Note note : Note.values()) {
      remarks(note, report.remarks().stream().filter(remark -> remark.note() == note).toList());
    }
  }

  private static String why(CheckReport report) {
    return switch (report.verdict()) {
      case SAFE -> "the defaults lose nothing";
      case COVERED ->
          count(report.counts().rules(), "rule")
              + (report.counts().rules() == 1 ? " covers" : " cover")
              + " what changed";
      case INCOMPLETE ->
          count(report.missing().size(), "rule")
              + (report.missing().size() == 1 ? " is" : " are")
              + " missing";
      case REFUSED -> "no update can make this step";
    };
  }

  private static String units(List<String> units, String what) {
    String names =
        units.size() > MOST_UNITS
            ? String.join(" ", units.subList(0, MOST_UNITS)) + " ..."
            : String.join(" ", units);
    return units.size() + " " + what + (units.isEmpty() ? "" : " (" + names + ")");
  }

  private static String back(CheckReport.Back back) {
    if (!back.possible()) {
      return "needs a specification of its own";
    }
    return back.loses().isEmpty()
        ? "automatic, loses nothing"
        : "automatic, loses " + String.join(", ", back.loses());
  }

  private void refusals(List<String> refusals) {
    title("refused", refusals);
    refusals.forEach(each -> out.println("  " + each));
  }

  private void missing(List<Missing> missing) {
    title("missing; write", missing);
    missing.forEach(each -> out.println("  " + each.rule()));
    title("because", missing);
    missing.forEach(each -> out.println("  " + each.message()));
  }

  private void changes(List<Change> changes) {
    title("changed", changes);
    for (Change each : changes) {
      out.printf("  %-20s %s%n", each.kind().shown(), each.item());
      out.printf("  %-20s   %s%n", "", each.outcome());
    }
  }

  private void remarks(Note note, List<Remark> remarks) {
    title("look at: " + note.shown(), remarks);
    for (Remark each : remarks) {
      out.println("  " + each.item() + ": " + each.message());
    }
  }

  private void title(String title, List<?> things) {
    if (!things.isEmpty()) {
      out.println();
      out.println(title);
    }
  }

  private void line(String name, String value) {
    out.printf("  %-8s %s%n", name, value);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
