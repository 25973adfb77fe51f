package dev.kitsune.eval.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.eval.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists that no other part reads, as tables with a column for each value: what a newer suite
 * measured is shown, if plainly.
 */
final class Others {

  private static final int MOST_COLUMNS = 16;
  private static final int MOST_ROWS = 300;

  private Others() {}

  /** Returns the sections of all lists of objects under keys that are not known. */
  static List<Section> sections(ReportFolder report, Set<String> known) {
    List<Section> sections = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : report.root().properties()) {
      JsonNode list = each.getValue();
      if (!known.contains(each.getKey())
          && list.isArray()
          && !list.isEmpty()
          && list.get(0).isObject()
          && !isShown(list.get(0))) {
        sections.add(
            new Section(
                "other-" + each.getKey().replaceAll("[^A-Za-z0-9]", "-"),
                Words.of(each.getKey()),
                "",
                List.of(table(Words.of(each.getKey()), list)),
                List.of()));
      }
    }
    return sections;
  }

  private static boolean isShown(JsonNode first) {
    return first.at("/ratio/estimate").isNumber() || (first.has("entries") && first.has("later"));
  }

  private static Table table(String name, JsonNode list) {
    Set<String> pointers = new LinkedHashSet<>();
    list.forEach(row -> leaves("", row, pointers));
    List<String> columns = pointers.stream().limit(MOST_COLUMNS).toList();
    Table table =
        new Table(
            name,
            columns.stream()
                .map(each -> Words.of(each.substring(1).replace('/', ' ')))
                .toArray(String[]::new));
    int rows = 0;
    for (JsonNode row : list) {
      if (rows++ < MOST_ROWS) {
        table.row(columns.stream().map(each -> cell(row.at(each))).toArray());
      }
    }
    if (pointers.size() > MOST_COLUMNS || list.size() > MOST_ROWS) {
      table.note(
          "shown: "
              + columns.size()
              + " of "
              + pointers.size()
              + " columns, "
              + Math.min(MOST_ROWS, list.size())
              + " of "
              + list.size()
              + " rows; the rest is in report.json");
    }
    return table;
  }

  private static void leaves(String pointer, JsonNode node, Set<String> found) {
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      String name = each.getKey().replace("~", "~0").replace("/", "~1");
      if (each.getValue().isObject()) {
        leaves(pointer + "/" + name, each.getValue(), found);
      } else if (each.getValue().isValueNode()) {
        found.add(pointer + "/" + name);
      }
    }
  }

  private static Object cell(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    return value.isNumber()
        ? (Object) value.doubleValue()
        : value.isMissingNode() || value.isNull() ? "-" : value.asText();
  }
}
