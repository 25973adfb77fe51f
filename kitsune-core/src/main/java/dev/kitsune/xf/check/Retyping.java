package dev.kitsune.xf.check;

import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.Item;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Whether values of an old field or static may go into a new one as they are. */
final class Retyping {

  private static final Pattern VARIABLE = Pattern.compile("(^|[<;+*\\[-])T[^;/<]+;");

  private final BoundStep step;

  Retyping(BoundStep step) {
    this.step = step;
  }

  /** Returns both types if a rule is needed between them, else null. */
  @Nullable String shown(Item old, Item fresh) {
    if (step.isAssignable(old, fresh) && sameArguments(signature(old), signature(fresh))) {
      return null;
    }
    return type(old) + " -> " + type(fresh);
  }

  /** Returns both types as a message's name=value pairs. */
  String pairs(Item old, Item fresh) {
    return "old type=" + type(old) + ", new type=" + type(fresh);
  }

  /** Returns what a rule's body may begin as. */
  String body(Item old, Item fresh) {
    return step.isAssignable(old, fresh) ? "" : ": { $out = ...; }";
  }

  private static String type(Item item) {
    String signature = signature(item);
    return signature == null
        ? Type.getType(String.valueOf(item.descriptor())).getClassName()
        : readable(signature);
  }

  private static String readable(String signature) {
    return signature
        .replaceAll("L(?:[^;<]*/)?([^;</]+)", "$1")
        .replaceAll(";(?=>)|;$", "")
        .replace(";", ", ")
        .replace("$", ".");
  }

  private boolean sameArguments(@Nullable String old, @Nullable String fresh) {
    if (old == null || fresh == null || isOpen(old) || isOpen(fresh)) {
      return true; // raw, or of a type variable: javac's warnings are about it
    }
    String renamed = arguments(old);
    for (Map.Entry<String, String> each : step.renamed().entrySet()) {
      renamed =
          renamed.replaceAll(
              "L" + Pattern.quote(each.getKey().replace('.', '/')) + "(?=[;<])",
              "L" + each.getValue().replace('.', '/').replace("$", "\\$"));
    }
    return renamed.equals(arguments(fresh));
  }

  private static boolean isOpen(String signature) {
    return signature.indexOf('<') < 0 || VARIABLE.matcher(signature).find();
  }

  /** Returns what stands between the brackets; bounds of wildcards are no other type. */
  private static String arguments(String signature) {
    return signature.substring(signature.indexOf('<')).replace("+", "").replace("-", "");
  }

  private static @Nullable String signature(Item item) {
    return item instanceof Item.OfField field
        ? field.field().signature()
        : item instanceof Item.OfStatic field ? field.field().signature() : null;
  }
}
