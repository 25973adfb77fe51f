package dev.kitsune.xf.model;

import dev.kitsune.unit.ClassFacts;
import dev.kitsune.unit.ClassFacts.FieldFacts;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * One class of one version, as its class file describes it.
 *
 * @param facts name, hierarchy, fields
 * @param sourceName as Java code names it: {@code a.Outer.Inner}
 * @param flags its modifiers; of a member class those of its declaration, {@code static} included
 * @param signature generic signature, or null
 * @param outer the class that a member class is declared in, or null
 * @param isLocal whether it is an anonymous or local class
 */
public record TypeModel(
    ClassFacts facts,
    String sourceName,
    int flags,
    @Nullable String signature,
    @Nullable String outer,
    boolean isLocal,
    List<MethodModel> methods) {

  /**
   * One method.
   *
   * @param locals parameters and local variables, as far as the class file names them
   */
  public record MethodModel(
      String name,
      int access,
      String descriptor,
      @Nullable String signature,
      List<LocalModel> locals) {

    /** Whether the method is static. */
    public boolean isStatic() {
      return Modifier.isStatic(access);
    }
  }

  /**
   * One parameter or local variable.
   *
   * @param signature generic signature, or null
   */
  public record LocalModel(String name, String descriptor, @Nullable String signature) {}

  /** Returns the binary name. */
  public String name() {
    return facts.name();
  }

  /** Returns the name without package and outer classes. */
  public String simpleName() {
    return sourceName.substring(sourceName.lastIndexOf('.') + 1);
  }

  /** Returns the package's name, empty for the unnamed one. */
  public String packageName() {
    int dot = name().lastIndexOf('.');
    return dot < 0 ? "" : name().substring(0, dot);
  }

  /** Returns the declared field, static or not, or null. */
  public @Nullable FieldFacts field(String name) {
    FieldFacts field = facts.field(name);
    return field == null || (field.access() & Opcodes.ACC_SYNTHETIC) != 0 ? null : field;
  }

  /** Whether the class is an enum; classes of its constants are none. */
  public boolean isEnum() {
    return (flags & Opcodes.ACC_ENUM) != 0 && "java.lang.Enum".equals(facts.superName());
  }

  /** Whether it is an interface or annotation. */
  public boolean isInterface() {
    return Modifier.isInterface(flags);
  }

  /** Whether the field is one of the enum's constants. */
  public static boolean isConstant(FieldFacts field) {
    return (field.access() & Opcodes.ACC_ENUM) != 0;
  }
}
