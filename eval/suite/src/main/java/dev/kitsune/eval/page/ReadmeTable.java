package dev.kitsune.eval.page;

import dev.kitsune.eval.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The results table of the README: made from a kept report, never typed. */
public final class ReadmeTable {

  /** What stands before the table. */
  static final String BEGIN = "<!-- results: made by kitsune eval readme, do not edit -->";

  /** What stands behind it. */
  static final String END = "<!-- /results -->";

  private ReadmeTable() {}

  /**
   * Puts the table of a report in its place.
   *
   * @return the text with the table, equal to the old one if nothing changed
   * @throws IOException if there is no report, or no place for it
   */
  public static String into(String readme, Path report) throws IOException {
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(
          "no place for the table: expected=" + BEGIN + " and " + END + "; write both lines");
    }
    Path folder = report.toAbsolutePath().getParent();
    if (folder == null || !Files.isRegularFile(report)) {
      throw new IOException("no report there: path=" + report);
    }
    return readme.substring(0, begin + BEGIN.length())
        + "\n"
        + markdown(ReportFolder.read(folder))
        + readme.substring(end);
  }

  private static String markdown(ReportFolder report) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        List.of(
            "program",
            "steps",
            "updates",
            "pause (ms): median",
            "longest",
            "client's gap (ms): median",
            "longest",
            "gap of a restart (ms)",
            "failed rows"));
    line(text, java.util.Collections.nCopies(9, "---"));
    Map<String, List<Row>> restarts = Updates.byProgram(report.rows("restarts"));
    Updates.byProgram(report.rows("updates"))
        .forEach((program, rows) -> {
          Figures pauses = Figures.of(rows, "/pauseMs");
          Figures gaps = Figures.of(rows, "/client/maxGapMs");
          Figures other = Figures.of(restarts.getOrDefault(program, List.of()), "/client/maxGapMs");
          long failed = rows.stream().filter(row -> !row.texts("/failures").isEmpty()).count();
          line(
              text,
              List.of(
                  program,
                  String.valueOf(rows.stream().map(Updates::change).distinct().count()),
                  String.valueOf(rows.size()),
                  Table.number(pauses.median()),
                  Table.number(pauses.max()),
                  Table.number(gaps.median()),
                  Table.number(gaps.max()),
                  Table.number(other.median()),
                  String.valueOf(failed)));
        });
    Row root = report.whole();
    List<String> where = new ArrayList<>();
    where.add("`" + cell(root.text("/command")).replace("`", "") + "`");
    where.add(root.text("/machine/cores") + " cores of " + root.text("/machine/cpu"));
    where.add("JDK " + root.text("/machine/serverJdk").replaceAll(" \\(.*", ""));
    where.add("commit " + root.text("/machine/commit"));
    text.append("\nMade by ").append(cell(String.join(", ", where))).append(".\n");
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append('|');
    cells.forEach(each -> text.append(' ').append(cell(each)).append(" |"));
    text.append('\n');
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("[\\r\\n]+", " ");
  }
}
