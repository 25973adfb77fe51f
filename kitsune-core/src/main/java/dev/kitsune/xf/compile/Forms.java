package dev.kitsune.xf.compile;

import dev.kitsune.xf.model.Finder;
import dev.kitsune.xf.model.Item;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.syntax.JavaText;
import dev.kitsune.xf.syntax.Problem;
import dev.kitsune.xf.syntax.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replaces the {@code $} forms of a body by Java. */
final class Forms {

  private static final Map<String, String> WHERE =
      Map.of(
          "$in", "a rule FROM -> TO of fields, statics, locals or classes",
          "$out", "a rule that sets something",
          "$base", "a rule for a field or a class",
          "$newbase", "a rule for a field or a class");
  private static final Set<String> WITH_NAME = Set.of("$old", "$new", "$oldtype", "$newtype");

  private final SourceText source;
  private final List<Problem> problems;
  private final Finder inOld;
  private final Finder inNew;
  private final JavaNames names;
  private boolean usesXform;

  Forms(SourceText source, StepTypes types, JavaNames names, List<Problem> problems) {
    this.source = source;
    this.problems = problems;
    this.names = names;
    this.inOld = new Finder(types.old(), "old");
    this.inNew = new Finder(types.fresh(), "new");
  }

  /** Whether any body uses {@code $xform}. */
  boolean usesXform() {
    return usesXform;
  }

  /**
   * Adds code with its forms replaced.
   *
   * @param offset where the code stands in the specification
   * @param values what {@code $in}, {@code $out}, {@code $base} and {@code $newbase} are, those
   *     that there are
   */
  void addTo(GeneratedText out, String code, int offset, Map<String, String> values) {
    int copied = 0;
    int at = 0;
    char before = 0; // the last character that is neither blank nor comment
    while (at < code.length()) {
      int behind = JavaText.skipOpaque(code, at);
      if (behind != at) {
        before = code.charAt(at) == '/' ? before : '"';
        at = behind < 0 ? code.length() : behind;
        continue;
      }
      int end = JavaText.skipIdentifier(code, at);
      if (end == at) {
        char c = code.charAt(at++);
        before = Character.isWhitespace(c) ? before : c;
        continue;
      }
      if (code.charAt(at) == '$' && before != '.') {
        out.copy(code.substring(copied, at), offset + copied);
        end = form(out, code, at, end, offset, values);
        copied = end;
      }
      before = 'x';
      at = end;
    }
    out.copy(code.substring(copied), offset + copied);
  }

  private int form(
      GeneratedText out, String code, int at, int end, int offset, Map<String, String> values) {
    String form = code.substring(at, end);
    String value = values.get(form);
    if (value != null) {
      out.add(value, offset + at);
      return end;
    }
    if (form.equals("$xform")) {
      int open = JavaText.skipBlanks(code, end);
      if (open == code.length() || code.charAt(open) != '(') {
        problem(offset + at, "$xform needs an argument; write $xform(value)");
      }
      usesXform = true;
      out.add("xform$", offset + at);
      return end;
    }
    if (WITH_NAME.contains(form)) {
      return named(out, form, code, at, end, offset);
    }
    String where = WHERE.get(form);
    problem(
        offset + at,
        where != null
            ? form
                + " has no meaning here, it is for "
                + where
                + (values.isEmpty() ? "" : "; here are " + shown(values))
            : "unknown form "
                + form
                + "; the forms are $in, $out, $base, $newbase, $old(C.f), $new(C.f), $oldtype(C),"
                + " $newtype(C) and $xform(value)");
    return end;
  }

  private static String shown(Map<String, String> values) {
    return String.join(", ", values.keySet().stream().sorted().toList());
  }

  /** Handles {@code $old(C.f)} and the like; returns the offset behind. */
  private int named(GeneratedText out, String form, String code, int at, int end, int offset) {
    int open = JavaText.skipBlanks(code, end);
    int close = open < code.length() && code.charAt(open) == '(' ? code.indexOf(')', open) : -1;
    String name = close < 0 ? "" : code.substring(open + 1, close).strip();
    if (name.isEmpty()) {
      problem(
          offset + at,
          form
              + " needs a name; write "
              + form
              + (form.endsWith("type") ? "(Class)" : "(Class.name)"));
      return end;
    }
    try {
      out.add(
          switch (form) {
            case "$oldtype" -> names.old(inOld.type(name));
            case "$newtype" -> names.fresh(inNew.type(name));
            case "$old" -> member(inOld.field(name), true);
            default -> member(inNew.field(name), false);
          },
          offset + at);
    } catch (Finder.NotFound e) {
      problem(offset + at, String.valueOf(e.getMessage()));
    }
    return close + 1;
  }

  private String member(Item item, boolean old) {
    String owner = old ? names.old(item.type()) : names.fresh(item.type());
    String name =
        item instanceof Item.OfStatic field
            ? field.field().name()
            : ((Item.OfConstant) item).name();
    return owner + "." + name;
  }

  private void problem(int offset, String message) {
    problems.add(source.problem(source.at(offset), message));
  }
}
