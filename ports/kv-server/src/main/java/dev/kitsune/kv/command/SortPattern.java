package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.HashValue;
import dev.kitsune.kv.data.StringValue;
import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.store.Database;
import org.jspecify.annotations.Nullable;

/**
 * What BY and GET of {@code SORT} name: the string at a key, or at a field of a hash, with an
 * element in place of the star: {@code weight_*}, {@code user_*->name}.
 *
 * @param text the pattern
 * @param star where its first star is; negative if it has none
 */
record SortPattern(Bytes text, int star) {

  private static final int LONGEST = 1024;
  private static final int ARROW_LENGTH = 2;

  static SortPattern of(Bytes text) {
    int at = 0;
    while (at < text.length() && text.at(at) != '*') {
      at++;
    }
    return new SortPattern(text, at == text.length() ? -1 : at);
  }

  boolean hasStar() {
    return star >= 0;
  }

  /** Returns what the pattern means for an element, or null if there is none. */
  @Nullable StringValue lookUp(Database database, Bytes element) {
    if (text.length() == 1 && text.at(0) == '#') {
      return element;
    }
    if (!hasStar() || text.length() + element.length() > LONGEST) {
      return null;
    }
    int arrow = arrow();
    Bytes key = text.slice(0, star).concat(element).concat(text.slice(star + 1, arrow));
    Value value = database.read(key);
    if (arrow == text.length()) {
      return value instanceof StringValue string ? string : null;
    }
    Bytes field = text.slice(arrow + ARROW_LENGTH, text.length());
    return value instanceof HashValue hash ? hash.get(field) : null;
  }

  /** Returns where the arrow before a field's name is, or the end if no name follows one. */
  private int arrow() {
    for (int at = star + 1; at + ARROW_LENGTH < text.length(); at++) {
      if (text.at(at) == '-' && text.at(at + 1) == '>') {
        return at;
      }
    }
    return text.length();
  }
}
