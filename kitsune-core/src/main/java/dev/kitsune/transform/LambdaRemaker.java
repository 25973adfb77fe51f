package dev.kitsune.transform;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lambdas and method references, whose captured variables cannot be written: one that captured what
 * changed is made anew. Of a kept unit and of the JDK it is of the same class again; of a changed
 * unit it is of the new version's counterpart. Records of the platform are as final as lambdas.
 */
final class LambdaRemaker implements Remaker {

  /** What makes a lambda of its captured variables. */
  interface Maker {
    /** Returns the constructor, which takes all captured variables in an array. */
    MethodHandle maker(Object old) throws Copier.Refusal;
  }

  private final Class<?> type;
  private final boolean renewed;
  private final Maker maker;
  private final List<Slot> captured = new ArrayList<>();
  private final List<Boolean> primitive = new ArrayList<>();
  private @Nullable MethodHandle made;

  private LambdaRemaker(Class<?> type, boolean renewed, Maker maker) {
    this.type = type;
    this.renewed = renewed;
    this.maker = maker;
    fields(type)
        .forEach(field -> {
          captured.add(Access.slot(field));
          primitive.add(field.getType().isPrimitive());
        });
  }

  private static Stream<Field> fields(Class<?> type) {
    return Stream.of(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()));
  }

  /** Returns what keeps the class, of a lambda or of a record of the platform. */
  static LambdaRemaker sameClass(Class<?> type) {
    return new LambdaRemaker(type, false, old -> constructor(type));
  }

  /** Returns what makes a lambda of a changed unit one of the new version. */
  static LambdaRemaker renewed(Class<?> type, Plans plans) {
    return new LambdaRemaker(type, true, old -> new NewLambda(plans, old).maker());
  }

  // It takes the fields in their order, in lambdas as well as in records.
  private static MethodHandle constructor(Class<?> type) throws Copier.Refusal {
    Class<?>[] fields = fields(type).map(Field::getType).toArray(Class<?>[]::new);
    try {
      return spread(
          MethodHandles.privateLookupIn(type, MethodHandles.lookup())
              .findConstructor(type, MethodType.methodType(void.class, fields)));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new Copier.Refusal(
          "a lambda captured an object of a changed unit, and this JVM does not let it be made"
              + " anew: class="
              + Names.stable(type)
              + "; use a static nested class");
    }
  }

  /** Returns the handle as one that takes its arguments in an array. */
  static MethodHandle spread(MethodHandle handle) {
    return handle
        .asSpreader(Object[].class, handle.type().parameterCount())
        .asType(MethodType.methodType(Object.class, Object[].class));
  }

  @Override
  public Object remake(Object old, Visitor visitor) throws Copier.Refusal {
    @Nullable Object[] values = new Object[captured.size()];
    boolean changed = renewed;
    for (int i = 0; i < values.length; i++) {
      Object value = captured.get(i).get(old, -1);
      values[i] = value == null || primitive.get(i) ? value : visitor.reach(value);
      changed |= !primitive.get(i) && values[i] != value;
    }
    if (!changed) {
      return old;
    }
    MethodHandle with = made;
    if (with == null) {
      with = maker.maker(old);
      made = with;
    }
    try {
      return (Object) with.invokeExact(values);
    } catch (ClassCastException e) {
      throw new Copier.Refusal(
          label(old)
              + " captured an object that is no longer of the captured type: "
              + e.getMessage()
              + "; keep the supertype in the new version");
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String label(Object old) {
    return type.isHidden() ? "lambda of " + Names.simple(type.getNestHost()) : Names.simple(type);
  }
}
