package dev.kitsune.xf.compile;

import dev.kitsune.xf.model.BoundRule;
import dev.kitsune.xf.model.BoundRule.Kind;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.Item;
import dev.kitsune.xf.model.TypeModel;
import dev.kitsune.xf.step.StepNames;
import dev.kitsune.xf.syntax.Block;
import dev.kitsune.xf.syntax.JavaText;
import dev.kitsune.xf.syntax.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/*
 * What is generated:
 *
 *   import a.*;                                    the new version's packages
 *   final class KitsuneStep {
 *     <members of the preamble>
 *     static void rule$0(final old$.a.C base$, final a.D newbase$) throws Throwable { <body> }
 *     static int in$1; static long out$1;          of locals, and of added threads
 *     static void rule$1() throws Throwable { <body> }
 *     static a.C xform$(old$.a.C old) { return null; }   replaced when the class is linked anew
 *   }
 */
/** Writes the Java of a step's transformer. */
final class Generator {

  private final BoundStep step;
  private final JavaNames names;
  private final Forms forms;
  private final List<Problem> problems = new ArrayList<>();
  private final GeneratedText out;
  private final Map<Integer, String> methods = new HashMap<>();
  private final Map<Integer, @Nullable String> bases = new HashMap<>();

  Generator(BoundStep step) {
    this.step = step;
    this.names = new JavaNames(step.types());
    this.out = new GeneratedText(step.file().source());
    this.forms = new Forms(step.file().source(), step.types(), names, problems);
  }

  /** Returns what is wrong with the {@code $} forms. */
  List<Problem> problems() {
    return problems;
  }

  /** Returns the names of the methods that were made, by the numbers of their rules. */
  Map<Integer, String> methods() {
    return methods;
  }

  /** Returns the old classes that {@code $base} is of, by the numbers of the rules of fields. */
  Map<Integer, @Nullable String> bases() {
    return bases;
  }

  /** Writes everything. */
  GeneratedText generate() {
    TreeSet<String> packages = new TreeSet<>();
    for (TypeModel type : step.types().fresh().all()) {
      packages.add(type.packageName());
      TypeModel outer = type.outer() == null ? null : step.types().fresh().find(type.outer());
      if (outer != null && !outer.isLocal() && !type.packageName().isEmpty()) {
        packages.add(outer.sourceName()); // member classes have simple names, too
      }
    }
    packages.remove("");
    Block preamble = step.file().preamble();
    int split = preamble == null ? 0 : endOfImports(preamble.code());
    if (preamble != null) {
      forms.addTo(out, preamble.code().substring(0, split), preamble.offset(), Map.of());
    }
    packages.forEach(name -> out.add("\nimport " + name + ".*;", 0));
    out.add("\nfinal class " + StepNames.TRANSFORMER + " {\n", 0);
    if (preamble != null) {
      forms.addTo(out, preamble.code().substring(split), preamble.offset() + split, Map.of());
      out.add("\n", preamble.offset() + preamble.code().length());
    }
    out.add(
        "static java.lang.invoke.MethodHandles.Lookup "
            + StepNames.LOOKUP
            + "() { return java.lang.invoke.MethodHandles.lookup(); }\n",
        0);
    step.rules().forEach(this::rule);
    if (forms.usesXform()) {
      xforms();
    }
    out.add("}\n", 0);
    return out;
  }

  /** Returns the offset behind the last import declaration that the preamble begins with. */
  private static int endOfImports(String code) {
    int end = 0;
    while (true) {
      int at = JavaText.skipBlanks(code, end);
      int behind = JavaText.skipIdentifier(code, at);
      int semicolon = code.indexOf(';', at);
      if (!code.substring(at, behind).equals("import") || semicolon < 0) {
        return end;
      }
      end = semicolon + 1;
    }
  }

  private void rule(BoundRule rule) {
    Block body = rule.body();
    boolean isField = rule.to() instanceof Item.OfField && rule.kind() != Kind.OPAQUE;
    if (isField && rule.to() != null) {
      bases.put(rule.number(), base(rule, rule.to().type()));
    }
    if (body == null || !rule.hasCode()) {
      return;
    }
    Map<String, String> values = new LinkedHashMap<>();
    String parameters = "";
    String generics = "";
    Item to = rule.to();
    Item from = rule.from();
    if (to instanceof Item.OfClass fresh && from instanceof Item.OfClass old) {
      String[] types = pair(old.type(), fresh.type());
      generics = types[0];
      parameters = "final " + types[1] + " base$, final " + types[2] + " newbase$";
      values.putAll(
          Map.of("$in", "base$", "$out", "newbase$", "$base", "base$", "$newbase", "newbase$"));
    } else if (to instanceof Item.OfField fresh) {
      String baseName = bases.get(rule.number());
      TypeModel base = baseName == null ? null : step.types().old().find(baseName);
      String[] types = pair(base, fresh.type());
      generics = types[0];
      parameters = "final " + types[1] + " base$, final " + types[2] + " newbase$";
      values.putAll(Map.of("$base", "base$", "$newbase", "newbase$"));
      values.put("$out", "newbase$." + fresh.field().name());
      if (from instanceof Item.OfField old) {
        values.put("$in", "base$." + old.field().name());
      }
    } else {
      value(rule, from, to, values);
    }
    String method = "rule$" + rule.number();
    methods.put(rule.number(), method);
    int at = body.at().offset();
    out.add(
        "@SuppressWarnings(\"all\") static "
            + generics
            + "void "
            + method
            + "("
            + parameters
            + ") throws Throwable {",
        at);
    forms.addTo(out, body.code(), body.offset(), values);
    out.add("\n}\n", body.offset() + body.code().length());
  }

  private void value(
      BoundRule rule, @Nullable Item from, @Nullable Item to, Map<String, String> values) {
    int at = rule.at().offset();
    if (from instanceof Item.OfStatic old) {
      values.put("$in", names.old(old.type()) + "." + old.field().name());
    } else if (from instanceof Item.OfLocal old) {
      variable("in$" + rule.number(), old, true, at);
      values.put("$in", "in$" + rule.number());
    }
    if (to instanceof Item.OfStatic fresh) {
      values.put("$out", names.fresh(fresh.type()) + "." + fresh.field().name());
    } else if (to instanceof Item.OfLocal fresh) {
      variable("out$" + rule.number(), fresh, false, at);
      values.put("$out", "out$" + rule.number());
    } else if (to instanceof Item.OfEntry) {
      out.add("static Object out$" + rule.number() + ";\n", at);
      values.put("$out", "out$" + rule.number());
    }
  }

  private void variable(String name, Item.OfLocal item, boolean old, int at) {
    String type = names.variable(item.local().descriptor(), item.local().signature(), old);
    out.add("static " + type + " " + name + ";\n", at);
  }

  /** Returns type parameters, the old and the new type; raw where the parameters have bounds. */
  private String[] pair(@Nullable TypeModel old, TypeModel fresh) {
    if (fresh.isLocal() || old != null && old.isLocal()) {
      return new String[] {"", "Object", "Object"};
    }
    List<String> parameters = JavaNames.unboundedParameters(fresh);
    List<String> before = old == null ? List.of() : JavaNames.unboundedParameters(old);
    boolean same =
        parameters != null
            && before != null
            && !parameters.isEmpty()
            && (old == null || before.size() == parameters.size());
    String list = same ? "<" + String.join(", ", parameters) + ">" : "";
    return new String[] {
      same ? list + " " : "",
      old == null ? "Object" : names.old(old) + list,
      names.fresh(fresh) + list
    };
  }

  /** Returns the class that all old objects are of that become one with the field, or null. */
  private @Nullable String base(BoundRule rule, TypeModel fresh) {
    if (rule.from() != null) {
      return rule.from().type().name();
    }
    TypeModel same = step.oldType(fresh);
    if (same == null) {
      return null;
    }
    for (TypeModel old : step.types().old().all()) {
      TypeModel becomes = step.newType(old);
      if (becomes != null
          && BoundStep.isBelow(step.types().fresh(), becomes, fresh.name())
          && !BoundStep.isBelow(step.types().old(), old, same.name())) {
        return null;
      }
    }
    return same.name();
  }

  /** The value of a class is known to be of the class that its objects become. */
  private void xforms() {
    out.add("@SuppressWarnings(\"all\") static <T> T xform$(Object old) { return null; }\n", 0);
    for (TypeModel old : step.types().old().all()) {
      TypeModel fresh = step.newType(old);
      boolean synthetic = (old.facts().access() & org.objectweb.asm.Opcodes.ACC_SYNTHETIC) != 0;
      if (fresh != null
          && !synthetic
          && !old.isLocal()
          && !fresh.isLocal()
          && !old.isInterface()
          && !step.types().isKept(old.name())) {
        out.add(
            "@SuppressWarnings(\"all\") static "
                + names.fresh(fresh)
                + " xform$("
                + names.old(old)
                + " old) { return null; }\n",
            0);
      }
    }
  }
}
