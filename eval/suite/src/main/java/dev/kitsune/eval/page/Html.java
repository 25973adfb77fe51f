package dev.kitsune.eval.page;

import dev.kitsune.eval.report.Table;
import java.util.ArrayList;
import java.util.List;

/** Text as HTML. All that comes from a report goes through {@link #escaped}. */
final class Html {

  private Html() {}

  /** Returns text that means nothing to a browser, in an element or a quoted attribute. */
  static String escaped(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }

  /** Returns JSON that may stand in a script element. */
  static String inScript(String json) {
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }

  /** Returns a table with its heading; a row that says {@code FAILED} stands out. */
  static String table(String id, Table table, String csv) {
    StringBuilder html = new StringBuilder();
    html.append("<figure class=\"table\" id=\"").append(escaped(id)).append("\">\n<figcaption>");
    html.append(escaped(table.title()))
        .append(" <a class=\"csv\" href=\"")
        .append(escaped(csv))
        .append("\">CSV</a></figcaption>\n<div class=\"scroll\"><table>\n<thead><tr>");
    List<Boolean> numbers = numbers(table);
    for (int i = 0; i < numbers.size(); i++) {
      html.append(numbers.get(i) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
      html.append(escaped(table.columns().get(i)));
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : table.rows()) {
      boolean failed = row.stream().anyMatch(cell -> cell.startsWith("FAILED"));
      html.append(failed ? "<tr class=\"failed\">" : "<tr>");
      for (int i = 0; i < row.size(); i++) {
        html.append(numbers.get(i) ? "<td class=\"n\">" : "<td>").append(escaped(row.get(i)));
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
    notes(html, table.notes());
    return html.append("</figure>\n").toString();
  }

  /** Notes are broken for a terminal; a page breaks them itself, but for what failed. */
  private static void notes(StringBuilder html, List<String> notes) {
    notes.stream()
        .filter(Html::tellsOfARow)
        .forEach(
            each -> html.append("<p class=\"failure\">").append(escaped(each)).append("</p>\n"));
    String rest = String.join(" ", notes.stream().filter(each -> !tellsOfARow(each)).toList());
    if (!rest.isEmpty()) {
      html.append("<p class=\"note\">").append(escaped(rest)).append("</p>\n");
    }
  }

  private static boolean tellsOfARow(String note) {
    return note.startsWith("FAILED");
  }

  /** Returns which columns have numbers only. */
  private static List<Boolean> numbers(Table table) {
    List<Boolean> numbers = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      int column = i;
      numbers.add(
          !table.rows().isEmpty()
              && table.rows().stream()
                  .allMatch(row -> row.get(column).matches("-|[-+]?[0-9.]+([+][0-9]+)?%?")));
    }
    return numbers;
  }
}
