package dev.kitsune.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A random program of kept and changed classes as source text, with a type model of its own that
 * says which objects a declaration admits.
 */
final class RandomProgram {

  /** A type: a class, interface or array by name, a variable {@code T}, or a wildcard. */
  record Ty(String name, List<Ty> args) {
    static Ty of(String name, Ty... args) {
      return new Ty(name, List.of(args));
    }

    boolean isRow() {
      return name.equals("[]");
    }

    boolean isWild() {
      return name.equals("?");
    }

    Ty with(Ty t) {
      return name.equals("T") ? t : new Ty(name, args.stream().map(arg -> arg.with(t)).toList());
    }

    /** Returns the type as written; {@code args} missing for a generic class means raw. */
    String text() {
      if (isRow()) {
        return args.get(0).text() + "[]";
      }
      if (isWild()) {
        return args.isEmpty() ? "?" : "? extends " + args.get(0).text();
      }
      return args.isEmpty()
          ? name
          : name + args.stream().map(Ty::text).collect(Collectors.joining(", ", "<", ">"));
    }
  }

  enum Form {
    CLASS,
    FINAL,
    SEALED,
    INTERFACE,
    FUNCTION
  }

  /** One declared type of the program. */
  static final class Decl {
    final String name;
    final boolean kept;
    final boolean generic;
    final Form form;
    final List<Ty> supers = new ArrayList<>();
    final Map<String, Ty> fields = new HashMap<>();

    Decl(String name, boolean kept, boolean generic, Form form) {
      this.name = name;
      this.kept = kept;
      this.generic = generic;
      this.form = form;
    }

    boolean isInterface() {
      return form == Form.SEALED || form == Form.INTERFACE || form == Form.FUNCTION;
    }
  }

  private static final List<Form> FORMS =
      List.of(
          Form.CLASS,
          Form.CLASS,
          Form.CLASS,
          Form.FINAL,
          Form.FINAL,
          Form.FINAL,
          Form.FINAL,
          Form.SEALED,
          Form.INTERFACE,
          Form.FUNCTION);

  /** So many kept classes hold only one another, and what extends them. */
  private static final int LOW = 7;

  static final Ty OBJECT = Ty.of("Object");
  static final Ty STRING = Ty.of("String");
  static final Ty T = Ty.of("T");

  final Map<String, Decl> decls = new HashMap<>();
  final List<Decl> kept = new ArrayList<>();
  final List<Decl> changed = new ArrayList<>();
  private final Random random;

  RandomProgram(long seed) {
    random = new Random(seed);
    for (int i = 0; i < 14; i++) {
      Form form = FORMS.get(random.nextInt(FORMS.size() - (i < LOW ? 2 : 0)));
      declare(new Decl("K" + i, true, random.nextInt(3) == 0, form), kept);
    }
    for (int i = 0; i < 2; i++) {
      declare(new Decl("P" + i, false, random.nextInt(4) == 0, Form.CLASS), changed);
    }
    for (Decl decl : kept) {
      if (decl.form == Form.SEALED) { // a sealed interface has subtypes
        Decl only = new Decl("Only" + decl.name, true, decl.generic, Form.FINAL);
        only.supers.add(self(decl));
        decls.put(only.name, only);
      }
    }
    decls.values().stream()
        .filter(d -> d.kept && !kept.contains(d))
        .sorted(java.util.Comparator.comparing(d -> d.name))
        .forEach(kept::add);
    for (List<Decl> some : List.of(kept, changed)) {
      for (Decl decl : some) {
        if (!decl.isInterface()) {
          addFields(decl);
        }
      }
    }
  }

  private static Ty self(Decl decl) {
    return decl.generic ? Ty.of(decl.name, T) : Ty.of(decl.name);
  }

  private void declare(Decl decl, List<Decl> to) {
    boolean hasClass = false;
    for (int i = 0; i < (decl.kept ? 2 : 6); i++) {
      int lowest = decl.kept || random.nextInt(3) == 0 ? 0 : LOW;
      Decl above = kept.isEmpty() ? null : kept.get(lowest + random.nextInt(kept.size() - lowest));
      boolean fits =
          above != null
              && above.form != Form.FINAL
              && above.form != Form.SEALED
              && (decl.isInterface()
                  ? above.isInterface() && above.form != Form.FUNCTION && decl.form != Form.FUNCTION
                  : above.isInterface() || !hasClass)
              && decl.supers.stream().noneMatch(s -> overlap(s.name(), above.name));
      if (fits && random.nextInt(3) > 0) {
        hasClass |= !above.isInterface();
        Ty arg = decl.generic && random.nextBoolean() ? T : plainArg();
        decl.supers.add(above.generic ? Ty.of(above.name, arg) : Ty.of(above.name));
      }
    }
    decls.put(decl.name, decl);
    to.add(decl);
  }

  // Javac refuses one generic interface with two arguments.
  private boolean overlap(String a, String b) {
    List<String> above = new ArrayList<>(names(a));
    above.retainAll(names(b));
    return !above.isEmpty();
  }

  private List<String> names(String name) {
    List<String> all = new ArrayList<>(List.of(name));
    decls.get(name).supers.forEach(s -> all.addAll(names(s.name())));
    return all;
  }

  private Ty plainArg() {
    List<Decl> plain = kept.stream().filter(d -> !d.generic).toList();
    return plain.isEmpty() || random.nextInt(5) == 0
        ? STRING
        : Ty.of(plain.get(random.nextInt(plain.size())).name);
  }

  private void addFields(Decl decl) {
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      decl.fields.put(decl.name.toLowerCase() + i, fieldType(decl));
    }
    if (!decl.kept) {
      decl.fields.put("any" + decl.name, OBJECT);
    }
  }

  private Ty fieldType(Decl in) {
    Ty base = refType(in, 2);
    return random.nextInt(6) == 0 && !base.isWild() ? Ty.of("[]", base) : base;
  }

  private Ty refType(Decl in, int depth) {
    int layer = in.kept ? Math.min(kept.indexOf(in), 13) : 13;
    switch (random.nextInt(24) + (layer < LOW ? 1 : 0)) {
      case 0 -> {
        return random.nextInt(2) == 0 ? OBJECT : STRING;
      }
      case 1, 2 -> {
        return in.generic ? T : STRING;
      }
      case 3 -> {
        return depth == 0 ? STRING : Ty.of("java.util.List", arg(in, depth));
      }
      case 5 -> {
        return depth == 0 ? STRING : Ty.of("java.util.Map", Ty.of("String"), arg(in, depth));
      }
      case 7 -> {
        return depth == 0 ? STRING : Ty.of("java.util.Optional", arg(in, depth));
      }
      default -> {
        List<Decl> from = in.kept || random.nextInt(3) > 0 ? kept : changed;
        Decl decl = from.get(random.nextInt(Math.min(from.size(), layer + 1)));
        if (!decl.generic || depth == 0 || random.nextInt(8) == 0) {
          return Ty.of(decl.name); // raw, if it is generic
        }
        return Ty.of(decl.name, arg(in, depth));
      }
    }
  }

  private Ty arg(Decl in, int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextBoolean() ? Ty.of("?") : Ty.of("?", refType(in, depth - 1));
      default -> refType(in, depth - 1);
    };
  }

  /** Returns the sources of the kept classes. */
  String[] keptSources() {
    return kept.stream().map(d -> source(d, "")).toArray(String[]::new);
  }

  /** Returns the sources of the changed classes, in one of the versions. */
  String[] changedSources(String more) {
    return changed.stream().map(d -> source(d, more)).toArray(String[]::new);
  }

  private String source(Decl decl, String more) {
    StringBuilder text = new StringBuilder("package r;\n");
    text.append(
        switch (decl.form) {
          case CLASS -> "public class ";
          case FINAL -> "public final class ";
          case SEALED -> "public sealed interface ";
          default -> "public interface ";
        });
    text.append(decl.name).append(decl.generic ? "<T>" : "");
    List<String> classes = new ArrayList<>();
    List<String> interfaces = new ArrayList<>();
    for (Ty above : decl.supers) {
      (decls.get(above.name()).isInterface() ? interfaces : classes).add(above.text());
    }
    if (decl.isInterface()) {
      text.append(interfaces.isEmpty() ? "" : " extends " + String.join(", ", interfaces));
    } else {
      text.append(classes.isEmpty() ? "" : " extends " + classes.get(0));
      text.append(interfaces.isEmpty() ? "" : " implements " + String.join(", ", interfaces));
    }
    text.append(decl.form == Form.SEALED ? " permits Only" + decl.name : "").append(" {\n");
    decl.fields.forEach((name, type) ->
        text.append("  public ").append(type.text()).append(" ").append(name).append(";\n"));
    String var = decl.generic ? "<T> " : "";
    if (decl.form == Form.FUNCTION) { // a lambda of a kept unit, which may have captured anything
      text.append("  Object call")
          .append("();\n  static ")
          .append(var)
          .append(self(decl).text())
          .append(" lambda")
          .append(decl.name)
          .append("(Object[] held) { return () -> held; }\n");
    } else if (decl.form == Form.INTERFACE) {
      text.append("  default void one").append(decl.name).append("() {}\n");
      text.append("  default void two").append(decl.name).append("() {}\n");
    } else if (decl.form == Form.CLASS && decl.kept && decl.name.hashCode() % 2 == 0) {
      text.append("  public static ")
          .append(var)
          .append(self(decl).text())
          .append(" anonymous")
          .append(decl.name)
          .append("(Object o) { return new ")
          .append(self(decl).text())
          .append("() { public String toString() { return \"\" + o; } }; }\n");
    }
    if (!decl.isInterface()) {
      text.append("  public Object call() { return null; }\n");
    }
    return text.append(more).append("}\n").toString();
  }

  /** Returns whether an object of the class is one of the wanted type; both without variables. */
  boolean admits(Ty wanted, Ty type) {
    if (wanted.equals(OBJECT) || type.equals(wanted)) {
      return true;
    }
    if (type.name().equals(wanted.name())) {
      if (wanted.args().isEmpty()) {
        return true; // raw
      }
      for (int i = 0; i < wanted.args().size(); i++) {
        Ty arg = type.args().isEmpty() ? null : type.args().get(i);
        if (arg == null || !contains(wanted.args().get(i), arg)) {
          return false;
        }
      }
      return true;
    }
    Decl decl = decls.get(type.name());
    if (decl == null) {
      return false;
    }
    Ty own = type.args().isEmpty() ? OBJECT : type.args().get(0);
    return decl.supers.stream().anyMatch(above -> admits(wanted, above.with(own)));
  }

  private boolean contains(Ty wanted, Ty arg) {
    if (wanted.isWild()) {
      return wanted.args().isEmpty()
          || admits(
              wanted.args().get(0),
              arg.isWild() && !arg.args().isEmpty() ? arg.args().get(0) : arg);
    }
    return wanted.equals(arg);
  }
}
