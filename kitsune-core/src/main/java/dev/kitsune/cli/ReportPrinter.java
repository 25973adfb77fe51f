package dev.kitsune.cli;

import dev.kitsune.update.UpdateReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints a report for people. */
final class ReportPrinter {

  private final PrintWriter out;

  ReportPrinter(PrintWriter out) {
    this.out = out;
  }

  void print(UpdateReport report) {
    out.printf(
        "%s %s -> %s: %s%s, pid %d, update %d%n",
        report.subject(),
        report.from(),
        report.to(),
        report.outcome(),
        report.dryRun() ? " (dry run)" : "",
        report.pid(),
        report.sequence());
    UpdateReport.Phases phases = report.phases();
    millis("load", phases.loadMs(), "before the pause");
    millis("quiesce", phases.quiesceMs(), "");
    millis("transform", phases.transformMs(), "");
    millis("control", phases.controlMs(), "the new version finds its points");
    millis("commit", phases.commitMs(), "");
    millis("pause", report.pauseMs(), "");
    units("reloaded", report.unitsReloaded());
    units("kept", report.unitsKept());
    UpdateReport.Objects objects = report.objects();
    row(
        "objects",
        String.format(
            Locale.ROOT,
            "%,d visited, %,d copied, %,d repaired, %,d skipped",
            objects.visited(),
            objects.copied(),
            objects.repaired(),
            objects.skipped()));
    if (report.verification() != null) {
      verification(report.verification());
    }
    for (UpdateReport.ThreadReport thread : report.threads()) {
      row("thread", thread(thread));
    }
    for (String note : report.notes()) {
      row("note", note);
    }
  }

  private void verification(UpdateReport.Verification found) {
    row(
        "verified",
        String.format(
            Locale.ROOT,
            "%,d objects walked, %,d digested, in %.3f ms; old loaders alive: %d",
            found.objects(),
            found.digested(),
            found.millis(),
            found.oldLoadersAlive()));
    if (found.restored() != null) {
      row("restored", found.restored() ? "all state is as before" : "not by itself, see the notes");
    }
    for (String path : found.heldBy()) {
      row("held by", path);
    }
    for (String type : found.unreadable()) {
      row("unreadable", type);
    }
  }

  private void millis(String name, double millis, String remark) {
    String text = String.format(Locale.ROOT, "%10.3f ms", millis);
    row(name, remark.isEmpty() ? text : text + "  (" + remark + ")");
  }

  private void units(String what, List<String> units) {
    String names = units.isEmpty() ? "" : ": " + String.join(", ", units);
    row("units", units.size() + " " + what + names);
  }

  private void row(String name, String text) {
    out.printf("  %-10s %s%n", name, text);
  }

  private static String thread(UpdateReport.ThreadReport thread) {
    StringBuilder text = new StringBuilder(thread.name());
    if (thread.point() != null) {
      text.append(" at ").append(thread.point());
    }
    if (thread.arrivalMs() != null) {
      text.append(String.format(Locale.ROOT, " after %.3f ms", thread.arrivalMs()));
    }
    return text.append(": ").append(thread.fate()).toString();
  }
}
