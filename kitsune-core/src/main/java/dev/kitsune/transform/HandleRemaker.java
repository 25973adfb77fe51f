package dev.kitsune.transform;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Method and variable handles: one that is direct says what it names, and is looked up in the new
 * version; one that was bound or combined tells nothing but its type.
 */
abstract class HandleRemaker implements Remaker {

  private final Plans plans;

  private HandleRemaker(Plans plans) {
    this.plans = plans;
  }

  /** Returns the old class that the handle leads to, or null if it leads to none. */
  final @Nullable Class<?> old(ClassDesc owner) {
    String descriptor = owner.descriptorString();
    return descriptor.startsWith("L")
        ? plans.oldClass(descriptor.substring(1, descriptor.length() - 1).replace('/', '.'))
        : null;
  }

  final Class<?> translated(Class<?> old) throws Copier.Refusal {
    Class<?> fresh = plans.translate(old);
    if (fresh == null) {
      throw new Copier.Refusal("a handle is held in state, and " + plans.gone(old));
    }
    return fresh;
  }

  /** Decides about a handle that does not say what it does. */
  final Object opaque(Object old, List<Class<?>> types) throws Copier.Refusal {
    for (Class<?> type : types) {
      if (plans.translate(type) != type) {
        throw new Copier.Refusal(
            "a bound or combined "
                + what()
                + " that leads to a changed class is held in state: class="
                + type.getName()
                + "; hold it in a static final");
      }
    }
    plans.note("not followed: a bound or combined " + what());
    return old;
  }

  final Copier.Refusal gone(ConstantDesc names, Exception cause) {
    return new Copier.Refusal(
        "a "
            + what()
            + " has no counterpart in the new version: "
            + names
            + ", cause="
            + cause
            + "; keep what it names, or hold it in a static final");
  }

  abstract String what();

  @Override
  public String label(Object old) {
    return what();
  }

  static MethodHandles.Lookup in(Class<?> type) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  /** Method handles. */
  static final class OfMethod extends HandleRemaker {

    OfMethod(Plans plans) {
      super(plans);
    }

    @Override
    String what() {
      return "method handle";
    }

    @Override
    public Object remake(Object old, Visitor visitor) throws Copier.Refusal {
      MethodHandle handle = (MethodHandle) old;
      if (!(handle.describeConstable().orElse(null) instanceof DirectMethodHandleDesc names)) {
        List<Class<?>> types = new java.util.ArrayList<>(handle.type().parameterList());
        types.add(handle.type().returnType());
        return opaque(old, types);
      }
      Class<?> owner = old(names.owner());
      if (owner == null) {
        return old;
      }
      try {
        return find(translated(owner), names);
      } catch (ReflectiveOperationException | TypeNotPresentException e) {
        throw gone(names, e);
      }
    }

    private static MethodHandle find(Class<?> owner, DirectMethodHandleDesc names)
        throws ReflectiveOperationException {
      MethodHandles.Lookup lookup = in(owner);
      String descriptor = names.lookupDescriptor();
      boolean method = descriptor.startsWith("(");
      MethodType type =
          MethodType.fromMethodDescriptorString(
              method ? descriptor : "()" + descriptor, owner.getClassLoader());
      String name = names.methodName();
      return switch (names.kind()) {
        case STATIC, INTERFACE_STATIC -> lookup.findStatic(owner, name, type);
        case VIRTUAL, INTERFACE_VIRTUAL -> lookup.findVirtual(owner, name, type);
        case SPECIAL, INTERFACE_SPECIAL -> lookup.findSpecial(owner, name, type, owner);
        case CONSTRUCTOR -> lookup.findConstructor(owner, type.changeReturnType(void.class));
        case GETTER -> lookup.findGetter(owner, name, type.returnType());
        case SETTER -> lookup.findSetter(owner, name, type.returnType());
        case STATIC_GETTER -> lookup.findStaticGetter(owner, name, type.returnType());
        case STATIC_SETTER -> lookup.findStaticSetter(owner, name, type.returnType());
      };
    }
  }

  /** Variable handles: of a field, of array elements. */
  static final class OfVariable extends HandleRemaker {

    OfVariable(Plans plans) {
      super(plans);
    }

    @Override
    String what() {
      return "variable handle";
    }

    @Override
    public Object remake(Object old, Visitor visitor) throws Copier.Refusal {
      VarHandle handle = (VarHandle) old;
      VarHandle.VarHandleDesc names = handle.describeConstable().orElse(null);
      if (names == null) {
        List<Class<?>> types = new java.util.ArrayList<>(handle.coordinateTypes());
        types.add(handle.varType());
        return opaque(old, types);
      }
      try {
        return switch (names.bootstrapMethod().methodName()) {
          case "arrayVarHandle" -> {
            Class<?> array = handle.coordinateTypes().get(0);
            Class<?> fresh = translated(array);
            yield fresh == array ? old : MethodHandles.arrayElementVarHandle(fresh);
          }
          case "staticFieldVarHandle" -> field(handle, names, true);
          default -> field(handle, names, false);
        };
      } catch (ReflectiveOperationException e) {
        throw gone(names, e);
      }
    }

    private VarHandle field(VarHandle handle, VarHandle.VarHandleDesc names, boolean isStatic)
        throws ReflectiveOperationException, Copier.Refusal {
      Class<?> owner = old((ClassDesc) names.bootstrapArgs()[0]);
      if (owner == null) {
        return handle;
      }
      Class<?> fresh = translated(owner);
      Class<?> type = translated(handle.varType());
      return isStatic
          ? in(fresh).findStaticVarHandle(fresh, names.constantName(), type)
          : in(fresh).findVarHandle(fresh, names.constantName(), type);
    }
  }
}
