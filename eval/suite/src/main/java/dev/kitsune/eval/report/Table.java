package dev.kitsune.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table for the terminal: columns as wide as they must be, numbers to the right. */
public final class Table {

  private final String title;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Makes a table with its heading and column names. */
  public Table(String title, String... columns) {
    this.title = title;
    rows.add(List.of(columns));
  }

  /**
   * Adds a row; doubles are printed with three significant digits at least.
   *
   * @return this
   */
  public Table row(Object... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "expected a cell for each column: columns="
              + rows.get(0).size()
              + ", cells="
              + cells.length);
    }
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell instanceof Double number ? number(number) : String.valueOf(cell));
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

  /** Returns the table as lines, the last one ended. */
  public String text() {
    StringBuilder text = new StringBuilder(title).append('\n');
    int[] widths = widths();
    for (int i = 0; i < rows.size(); i++) {
      line(text, rows.get(i), widths);
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

  private int[] widths() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }
}
