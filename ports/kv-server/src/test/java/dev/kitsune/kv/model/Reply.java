package dev.kitsune.kv.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a server must answer. */
public sealed interface Reply {

  /** Just these bytes. */
  record Exact(String bytes) implements Reply {}

  /** A multi-bulk of these replies. */
  record Parts(List<Reply> parts) implements Reply {}

  /** A multi-bulk of these bytes, in groups of some size, the groups in any order. */
  record Unordered(List<String> parts, int group) implements Reply {}

  /** Any of these; the model hears which. */
  record AnyOf(Set<String> choices, Consumer<String> chosen) implements Reply {}

  /** An integer that is at most this, and not much less: time passes. */
  record TimeLeft(long seconds) implements Reply {}

  static Reply ok() {
    return new Exact("+OK\r\n");
  }

  static Reply status(String text) {
    return new Exact("+" + text + "\r\n");
  }

  static Reply error(String text) {
    return new Exact("-ERR " + text + "\r\n");
  }

  static Reply number(long number) {
    return new Exact(":" + number + "\r\n");
  }

  static Reply flag(boolean truth) {
    return number(truth ? 1 : 0);
  }

  static String raw(@Nullable String text) {
    return text == null ? "$-1\r\n" : "$" + text.length() + "\r\n" + text + "\r\n";
  }

  static Reply bulk(@Nullable String text) {
    return new Exact(raw(text));
  }

  static Reply list(Collection<? extends @Nullable String> texts) {
    StringBuilder bytes = new StringBuilder("*" + texts.size() + "\r\n");
    texts.forEach(text -> bytes.append(raw(text)));
    return new Exact(bytes.toString());
  }

  static Reply unordered(Collection<? extends @Nullable String> texts, int group) {
    List<String> parts = new ArrayList<>();
    texts.forEach(text -> parts.add(raw(text)));
    return new Unordered(parts, group);
  }
}
