package dev.kitsune.eval.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * One object of a report, read with forbearance: what is not there is {@code -} or not a number,
 * and is remembered, so that the page can say what it misses.
 *
 * @param where its name in the report
 * @param missing told what was asked for and is not there; null in the report is no such thing
 */
record Row(JsonNode node, String where, Collection<String> missing) {

  /** Returns a part by its JSON pointer. */
  Row part(String pointer) {
    return new Row(found(pointer), where + pointer, missing);
  }

  /** Returns a number, not a number if there is none. */
  double number(String pointer) {
    JsonNode found = found(pointer);
    return found.isNumber() ? found.doubleValue() : Double.NaN;
  }

  /** Returns a whole number as such, so that no digit is lost; {@code -} if there is none. */
  Object whole(String pointer) {
    JsonNode found = found(pointer);
    return found.isNumber() ? (Object) found.longValue() : "-";
  }

  /** Returns text, {@code -} if there is none. */
  String text(String pointer) {
    JsonNode found = found(pointer);
    return found.isMissingNode() || found.isNull() ? "-" : found.asText();
  }

  /** Returns how many elements a list has, {@code -} if there is none. */
  Object size(String pointer) {
    JsonNode found = found(pointer);
    return found.isArray() ? (Object) found.size() : "-";
  }

  /** Returns the elements of a list as text. */
  List<String> texts(String pointer) {
    return StreamSupport.stream(node.at(pointer).spliterator(), false)
        .map(each -> each.isValueNode() ? each.asText() : each.toString())
        .toList();
  }

  /** Returns the objects of a list, none if it is not there. */
  List<Row> rows(String pointer) {
    JsonNode list = node.at(pointer);
    return StreamSupport.stream(list.spliterator(), false)
        .map(each -> new Row(each, where + pointer, missing))
        .toList();
  }

  private JsonNode found(String pointer) {
    JsonNode found = node.at(pointer);
    if (found.isMissingNode()) {
      missing.add(where + pointer);
    }
    return found;
  }
}
