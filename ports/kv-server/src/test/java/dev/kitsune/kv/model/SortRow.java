package dev.kitsune.kv.model;

import dev.kitsune.kv.model.Space.Elements;
import dev.kitsune.kv.model.Space.Hash;
import dev.kitsune.kv.model.Space.Members;
import dev.kitsune.kv.model.Space.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** SORT. What ties is in no order; a limited or stored answer must not depend on that. */
final class SortRow {

  private final Space space;

  SortRow(Space space) {
    this.space = space;
  }

  void addTo(Model model) {
    model.add("sort", -2, this::sort);
  }

  private Reply sort(String[] a) {
    Object value = space.read(a[1]);
    if (value == null) {
      return Reply.list(List.of());
    }
    List<String> elements = new ArrayList<>();
    if (value instanceof Elements list) {
      elements.addAll(list);
    } else if (value instanceof Members set) {
      elements.addAll(set);
    } else if (value instanceof Scores set) {
      elements.addAll(set.keySet());
    } else {
      throw new ModelError(ModelError.WRONG_TYPE);
    }
    boolean descending = false;
    boolean alpha = false;
    int start = 0;
    int count = -1;
    String by = null;
    String target = null;
    List<String> gets = new ArrayList<>();
    for (int i = 2; i < a.length; i++) {
      String option = a[i].toLowerCase(Locale.ROOT);
      int left = a.length - i - 1;
      if (option.equals("asc") || option.equals("desc")) {
        descending = option.equals("desc");
      } else if (option.equals("alpha")) {
        alpha = true;
      } else if (option.equals("limit") && left > 1) {
        start = Math.max(Numeric.loose(a[++i]), 0);
        count = Numeric.loose(a[++i]);
      } else if (option.equals("by") && left > 0) {
        by = a[++i];
      } else if (option.equals("get") && left > 0) {
        gets.add(a[++i]);
      } else if (option.equals("store") && left > 0) {
        target = a[++i];
      } else {
        throw new ModelError("syntax error");
      }
    }
    boolean unordered = by != null && !by.contains("*") && !(value instanceof Elements);
    if (by == null || by.contains("*")) {
      String pattern = by;
      boolean text = alpha;
      Comparator<String> order = (x, y) -> compare(weight(pattern, x), weight(pattern, y), text);
      elements.sort(descending ? order.reversed() : order);
      for (int i = 1; i < elements.size(); i++) {
        String before = elements.get(i - 1);
        unordered |= order.compare(before, elements.get(i)) == 0 && !before.equals(elements.get(i));
      }
    }
    int end = count < 0 ? elements.size() : (int) Math.min((long) start + count, elements.size());
    List<@Nullable String> results = new ArrayList<>();
    for (int i = start; i < end; i++) {
      if (gets.isEmpty()) {
        results.add(elements.get(i));
      }
      for (String get : gets) {
        results.add(lookUp(get, elements.get(i)));
      }
    }
    if (target == null) {
      return unordered ? Reply.unordered(results, Math.max(gets.size(), 1)) : Reply.list(results);
    }
    Elements list = new Elements();
    results.forEach(result -> list.add(result == null ? "" : result));
    space.values().put(target, list);
    return Reply.number(list.size());
  }

  private @Nullable String weight(@Nullable String pattern, String element) {
    return pattern == null ? element : lookUp(pattern, element);
  }

  private static int compare(@Nullable String one, @Nullable String other, boolean alpha) {
    if (!alpha) {
      return Double.compare(
          one == null ? 0 : Numeric.looseDouble(one) + 0.0,
          other == null ? 0 : Numeric.looseDouble(other) + 0.0);
    }
    return Comparator.nullsFirst(Comparator.<String>naturalOrder()).compare(one, other);
  }

  private @Nullable String lookUp(String pattern, String element) {
    if (pattern.equals("#")) {
      return element;
    }
    int star = pattern.indexOf('*');
    if (star < 0) {
      return null;
    }
    int arrow = pattern.indexOf("->", star);
    if (arrow < 0 || arrow + 2 == pattern.length()) {
      String key = pattern.substring(0, star) + element + pattern.substring(star + 1);
      return space.read(key) instanceof String text ? text : null;
    }
    String key = pattern.substring(0, star) + element + pattern.substring(star + 1, arrow);
    return space.read(key) instanceof Hash hash ? hash.get(pattern.substring(arrow + 2)) : null;
  }
}
