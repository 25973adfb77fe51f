package dev.kitsune.kv.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A reply as it came.
 *
 * @param bytes all of it
 * @param parts of a multi-bulk
 */
public record Received(String bytes, List<Received> parts) {

  private static final int SLACK_SECONDS = 120;

  /** Returns whether this is what was expected. */
  public boolean matches(Reply expected) {
    if (expected instanceof Reply.Exact exact) {
      return bytes.equals(exact.bytes());
    }
    if (expected instanceof Reply.Parts list) {
      boolean equal = bytes.startsWith("*" + list.parts().size() + "\r\n");
      for (int i = 0; equal && i < parts.size(); i++) {
        equal = parts.get(i).matches(list.parts().get(i));
      }
      return equal;
    }
    if (expected instanceof Reply.Unordered list) {
      return bytes.startsWith("*" + list.parts().size() + "\r\n")
          && groups(parts.stream().map(Received::bytes).toList(), list.group())
              .equals(groups(list.parts(), list.group()));
    }
    if (expected instanceof Reply.AnyOf any) {
      if (!any.choices().contains(bytes)) {
        return false;
      }
      any.chosen().accept(bytes);
      return true;
    }
    long left = ((Reply.TimeLeft) expected).seconds();
    return bytes.matches(":\\d+\r\n")
        && Math.abs(Long.parseLong(bytes.strip().substring(1)) - left) <= SLACK_SECONDS;
  }

  private static List<String> groups(List<String> parts, int size) {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < parts.size(); i += size) {
      groups.add(String.join("", parts.subList(i, Math.min(i + size, parts.size()))));
    }
    Collections.sort(groups);
    return groups;
  }
}
