package dev.kitsune.eval.page;

import dev.kitsune.eval.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What it took to make the programs updatable (Kitsune, TOPLAS 2014, tables II and III). */
final class Efforts implements Part {

  private final Published published;

  Efforts(Published published) {
    this.published = published;
  }

  @Override
  public Set<String> keys() {
    return Set.of("effort");
  }

  @Override
  public List<Section> sections(ReportFolder report) {
    List<Row> rows = report.rows("effort");
    if (rows.isEmpty()) {
      return List.of();
    }
    List<Table> tables = new ArrayList<>(List.of(programs(rows)));
    tables.add(versions(rows));
    return List.of(
        new Section(
            "effort",
            "Effort",
            "Counted by the suite from class files, source files and specifications of this build.",
            tables,
            List.of()));
  }

  private Table programs(List<Row> rows) {
    Table table =
        new Table(
            "Effort of each program over its stream",
            "program",
            "versions",
            "source lines",
            "update points",
            "control lines",
            "data lines",
            "gate lines",
            "waits",
            "lines in all",
            "rules",
            "lines of .xf");
    Updates.grouped(rows, row -> row.text("/program"))
        .forEach((program, versions) -> program(table, program, versions));
    return table
        .note(
            "rows marked C: the original with Kitsune for C, TOPLAS 2014, tables II and III; lines in")
        .note("all there: changed lines of the first version + of all later ones.")
        .note(
            "control, data, gate lines, waits: source lines of the newest version that call Kitsune")
        .note(
            "(restart, threads, signals; statics and locals, annotated fields and methods; gates;")
        .note(
            "blocking calls). lines in all: their union, each line once. rules, lines of .xf: of all")
        .note("steps forward, comments and blank lines apart.");
  }

  private void program(Table table, String program, List<Row> versions) {
    Row newest = versions.get(versions.size() - 1);
    table.row(
        program,
        versions.size(),
        newest.whole("/sourceLines"),
        newest.whole("/updatePoints"),
        newest.whole("/controlLines"),
        newest.whole("/dataLines"),
        newest.whole("/gateLines"),
        newest.whole("/waitLines"),
        newest.whole("/kitsuneLines"),
        sum(versions, "/rules"),
        sum(versions, "/xfLines"));
    for (Row original : published.effort()) {
      if (original.text("/program").equals(program)) {
        table.row(
            "C: " + original.text("/original"),
            original.whole("/versions"),
            original.whole("/lines"),
            original.whole("/updatePoints"),
            original.whole("/control"),
            original.text("/data"),
            "-",
            "-",
            original.text("/changedLines"),
            original.whole("/rules"),
            original.whole("/xfLines"));
      }
    }
  }

  private static long sum(List<Row> rows, String pointer) {
    return rows.stream()
        .mapToDouble(row -> row.number(pointer))
        .filter(value -> !Double.isNaN(value))
        .mapToLong(Math::round)
        .sum();
  }

  private static Table versions(List<Row> rows) {
    Table table =
        new Table(
            "What each version changed",
            "program",
            "version",
            "released",
            "classes",
            "changed",
            "added",
            "removed",
            "fields +",
            "fields -",
            "fields retyped",
            "statics +",
            "statics -",
            "statics retyped",
            "source lines +",
            "source lines -",
            "rules",
            "lines of .xf");
    for (Map.Entry<String, List<Row>> program :
        Updates.grouped(rows, row -> row.text("/program")).entrySet()) {
      for (Row row : program.getValue()) {
        table.row(
            program.getKey(),
            row.text("/version"),
            row.text("/released"),
            row.whole("/classes"),
            row.whole("/change/classesChanged"),
            row.whole("/change/classesAdded"),
            row.whole("/change/classesRemoved"),
            row.whole("/change/fieldsAdded"),
            row.whole("/change/fieldsRemoved"),
            row.whole("/change/fieldsRetyped"),
            row.whole("/change/staticsAdded"),
            row.whole("/change/staticsRemoved"),
            row.whole("/change/staticsRetyped"),
            row.whole("/change/sourceLinesAdded"),
            row.whole("/change/sourceLinesRemoved"),
            row.whole("/rules"),
            row.whole("/xfLines"));
      }
    }
    return table.note(
        "against the version before; a class counts as changed if more than lines moved");
  }
}
