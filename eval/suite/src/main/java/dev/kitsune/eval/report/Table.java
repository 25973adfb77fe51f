package dev.kitsune.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table: for the terminal, with columns as wide as they must be and numbers to the right; as CSV,
 * with all digits; or cell by cell for a page.
 */
public final class Table {

  private final String title;
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Makes a table with its heading and column names. */
  public Table(String title, String... columns) {
    this.title = title;
    this.columns = List.of(columns);
  }

  /**
   * Adds a row; doubles are printed with three significant digits at least.
   *
   * @return this
   */
  public Table row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "expected a cell for each column: columns=" + columns.size() + ", cells=" + cells.length);
    }
    List<Object> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell instanceof Number ? cell : String.valueOf(cell));
    }
    rows.add(row);
    return this;
  }

  /**
   * Adds a line to stand under the table.
   *
   * @return this
   */
  public Table note(String line) {
    notes.add(line);
    return this;
  }

  /** Returns the heading. */
  public String title() {
    return title;
  }

  /** Returns the columns' names. */
  public List<String> columns() {
    return columns;
  }

  /** Returns the rows as they are shown. */
  public List<List<String>> rows() {
    return rows.stream().map(row -> row.stream().map(Table::shown).toList()).toList();
  }

  /** Returns the lines under the table. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Returns the rows as RFC 4180 has it, under a line of names; figures are not rounded. */
  public String csv() {
    StringBuilder text = new StringBuilder();
    csvLine(text, columns);
    rows.forEach(row -> csvLine(text, row));
    return text.toString();
  }

  /** Returns the table as lines, the last one ended. */
  public String text() {
    StringBuilder text = new StringBuilder(title).append('\n');
    List<List<String>> lines = new ArrayList<>(List.of(columns));
    lines.addAll(rows());
    int[] widths = widths(lines);
    for (int i = 0; i < lines.size(); i++) {
      line(text, lines.get(i), widths);
      if (i == 0) {
        for (int width : widths) {
          text.append("  ").append("-".repeat(width));
        }
        text.append('\n');
      }
    }
    notes.forEach(note -> text.append("  ").append(note).append('\n'));
    return text.toString();
  }

  /** Formats a figure: more digits the smaller it is. */
  public static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private static String shown(Object cell) {
    return cell instanceof Double number ? number(number) : String.valueOf(cell);
  }

  private static void csvLine(StringBuilder text, List<?> cells) {
    for (int i = 0; i < cells.size(); i++) {
      boolean unknown = cells.get(i) instanceof Double number && Double.isNaN(number);
      String cell = unknown ? "" : String.valueOf(cells.get(i));
      boolean quoted = cell.matches("(?s).*[\",\r\n].*");
      text.append(i == 0 ? "" : ",").append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    text.append("\r\n");
  }

  private static void line(StringBuilder text, List<String> cells, int[] widths) {
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String pad = " ".repeat(widths[column] - cell.length());
      boolean right = column > 0 && !cell.isEmpty() && "-0123456789".indexOf(cell.charAt(0)) >= 0;
      text.append("  ").append(right ? pad + cell : cell + pad);
    }
    while (text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    text.append('\n');
  }

  private static int[] widths(List<List<String>> lines) {
    int[] widths = new int[lines.get(0).size()];
    for (List<String> row : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }
}
