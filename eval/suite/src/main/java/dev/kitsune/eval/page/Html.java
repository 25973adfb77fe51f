package dev.kitsune.eval.page;

import dev.kitsune.eval.report.Table;
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
    return json.replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /** Returns a table with its heading; a row that says {@code FAILED} stands out. */
  static String table(String id, Table table, String csv) {
    StringBuilder html = new StringBuilder();
    html.append("<figure class=\"table\" id=\"").append(escaped(id)).append("\">\n<figcaption>");
    html.append(escaped(table.title()))
        .append(" <a class=\"csv\" href=\"")
        .append(escaped(csv))
        .append("\">CSV</a></figcaption>\n<div class=\"scroll\"><table>\n<thead><tr>");
    table.columns().forEach(name -> html.append("<th scope=\"col\">").append(escaped(name)));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : table.rows()) {
      boolean failed = row.stream().anyMatch(cell -> cell.startsWith("FAILED"));
      html.append(failed ? "<tr class=\"failed\">" : "<tr>");
      row.forEach(
          cell ->
              html.append(isNumber(cell) ? "<td class=\"n\">" : "<td>").append(escaped(cell)));
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
    if (!table.notes().isEmpty()) {
      html.append("<p class=\"note\">");
      table.notes().forEach(note -> html.append(escaped(note)).append("<br>"));
      html.append("</p>\n");
    }
    return html.append("</figure>\n").toString();
  }

  private static boolean isNumber(String cell) {
    return cell.equals("-") || cell.matches("[-+±]?[0-9].*");
  }
}
