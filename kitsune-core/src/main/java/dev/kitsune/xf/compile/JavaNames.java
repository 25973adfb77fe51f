package dev.kitsune.xf.compile;

import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.TypeModel;
import dev.kitsune.xf.model.VersionTypes;
import dev.kitsune.xf.step.StepNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** How generated Java names the types of both versions. */
final class JavaNames {

  private final StepTypes types;

  JavaNames(StepTypes types) {
    this.types = types;
  }

  /** Returns the name of a class of the old version. */
  String old(TypeModel type) {
    return types.isKept(type.name()) ? type.sourceName() : StepNames.OLD + "." + type.sourceName();
  }

  /** Returns the name of a class of the new version. */
  String fresh(TypeModel type) {
    return type.sourceName();
  }

  /** Returns the type of a variable, its arguments included if they can be written. */
  String variable(String descriptor, @Nullable String signature, boolean old) {
    if (signature != null) {
      Written written = new Written(old);
      new SignatureReader(signature).acceptType(written);
      if (written.isComplete) {
        return written.text.toString();
      }
    }
    Type type = Type.getType(descriptor);
    if (type.getSort() == Type.ARRAY) {
      return named(type.getElementType(), old) + "[]".repeat(type.getDimensions());
    }
    return named(type, old);
  }

  private String named(Type type, boolean old) {
    return type.getSort() == Type.OBJECT ? named(type.getInternalName(), old) : type.getClassName();
  }

  private String named(String internalName, boolean old) {
    VersionTypes version = old ? types.old() : types.fresh();
    TypeModel type = version.find(internalName.replace('/', '.'));
    if (type == null) {
      return internalName.replace('/', '.').replace('$', '.');
    }
    return old ? old(type) : fresh(type);
  }

  /** Returns the names of a class's type parameters, or null if one of them has a bound. */
  static @Nullable List<String> unboundedParameters(TypeModel type) {
    List<String> names = new ArrayList<>();
    boolean[] bounded = {type.outer() != null && (type.flags() & Opcodes.ACC_STATIC) == 0};
    if (type.signature() != null) {
      new SignatureReader(type.signature())
          .accept(
              new SignatureVisitor(Opcodes.ASM9) {
                private boolean inBound;

                @Override
                public void visitFormalTypeParameter(String name) {
                  names.add(name);
                }

                @Override
                public SignatureVisitor visitClassBound() {
                  inBound = true;
                  return this;
                }

                @Override
                public SignatureVisitor visitInterfaceBound() {
                  bounded[0] = true;
                  inBound = false;
                  return this;
                }

                @Override
                public SignatureVisitor visitSuperclass() {
                  inBound = false;
                  return this;
                }

                @Override
                public void visitClassType(String name) {
                  bounded[0] |= inBound && !name.equals("java/lang/Object");
                }

                @Override
                public void visitTypeVariable(String name) {
                  bounded[0] |= inBound;
                }
              });
    }
    return bounded[0] ? null : names;
  }

  /** Writes a generic type; type variables of the method or class cannot be written. */
  private final class Written extends SignatureVisitor {
    private final boolean old;
    private final StringBuilder text = new StringBuilder();
    private final List<Boolean> hasArguments = new ArrayList<>();
    private final List<Integer> dimensions = new ArrayList<>();
    private int pending;
    private boolean isComplete = true;

    Written(boolean old) {
      super(Opcodes.ASM9);
      this.old = old;
    }

    @Override
    public void visitBaseType(char descriptor) {
      text.append(Type.getType(String.valueOf(descriptor)).getClassName());
      text.append("[]".repeat(pending));
      pending = 0;
    }

    @Override
    public void visitTypeVariable(String name) {
      isComplete = false;
    }

    @Override
    public SignatureVisitor visitArrayType() {
      pending++;
      return this;
    }

    @Override
    public void visitClassType(String name) {
      text.append(named(name, old));
      hasArguments.add(false);
      dimensions.add(pending);
      pending = 0;
    }

    @Override
    public void visitInnerClassType(String name) {
      isComplete = false; // a member of a generic class
    }

    @Override
    public void visitTypeArgument() {
      argument();
      text.append('?');
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
      argument();
      if (wildcard == EXTENDS) {
        text.append("? extends ");
      } else if (wildcard == SUPER) {
        text.append("? super ");
      }
      return this;
    }

    private void argument() {
      int last = hasArguments.size() - 1;
      text.append(hasArguments.get(last) ? ", " : "<");
      hasArguments.set(last, true);
    }

    @Override
    public void visitEnd() {
      int last = hasArguments.size() - 1;
      if (hasArguments.remove(last)) {
        text.append('>');
      }
      text.append("[]".repeat(dimensions.remove(last)));
    }
  }
}
