package dev.kitsune.transform;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a declaration says of the objects that a place can hold; variables are replaced. */
sealed interface StaticType {

  /** What says nothing. */
  StaticType ANY = new Plain(Object.class, Map.of());

  /** A type that grows deeper in a recursion must end in one that says nothing. */
  int DEEPEST = 6;

  /**
   * A class or interface.
   *
   * @param bindings of its variables and those of the classes around it; unbound ones are missing
   */
  record Plain(Class<?> raw, Map<TypeVariable<?>, StaticType> bindings) implements StaticType {

    @Override
    public int depth() {
      int deepest = 0;
      for (StaticType binding : bindings.values()) {
        deepest = Math.max(deepest, binding.depth());
      }
      return deepest + 1;
    }

    @Override
    public Class<?> erasure() {
      return raw;
    }
  }

  /** An array. */
  record Row(StaticType component) implements StaticType {

    @Override
    public int depth() {
      return component.depth() + 1;
    }

    @Override
    public Class<?> erasure() {
      return component.erasure().arrayType();
    }
  }

  /** Returns how deep types are nested. */
  int depth();

  /** Returns the class that all objects are instances of. */
  Class<?> erasure();

  /** Returns what the field of an object can hold whose class has these bindings. */
  static StaticType of(Field field, Map<TypeVariable<?>, StaticType> bindings) {
    try {
      Class<?> declaring = field.getDeclaringClass();
      if (field.isSynthetic() && field.getType() == declaring.getEnclosingClass()) {
        // The reference to the object around: javac writes no signature for it.
        return new Plain(field.getType(), without(bindings, declaring));
      }
      return resolve(field.getGenericType(), bindings);
    } catch (RuntimeException | LinkageError e) {
      return resolve(field.getType(), Map.of()); // a signature that names what is not there
    }
  }

  private static Map<TypeVariable<?>, StaticType> without(
      Map<TypeVariable<?>, StaticType> bindings, GenericDeclaration inner) {
    Map<TypeVariable<?>, StaticType> outer = new HashMap<>(bindings);
    outer.keySet().removeIf(variable -> variable.getGenericDeclaration().equals(inner));
    return outer;
  }

  /** Returns the type with its variables replaced. */
  static StaticType resolve(Type type, Map<TypeVariable<?>, StaticType> bindings) {
    if (type instanceof Class<?> raw) {
      return raw.isArray()
          ? new Row(resolve(raw.getComponentType(), bindings))
          : new Plain(raw, Map.of());
    }
    if (type instanceof GenericArrayType array) {
      return shallow(new Row(resolve(array.getGenericComponentType(), bindings)));
    }
    if (type instanceof TypeVariable<?> variable) {
      StaticType bound = bindings.get(variable);
      return bound != null ? bound : new Plain(erase(variable), Map.of());
    }
    if (type instanceof ParameterizedType parameterized) {
      return shallow(new Plain(erase(parameterized), bindingsOf(parameterized, bindings)));
    }
    return type instanceof WildcardType wildcard
        ? resolve(wildcard.getUpperBounds()[0], bindings)
        : ANY;
  }

  private static StaticType shallow(StaticType type) {
    return type.depth() > DEEPEST ? ANY : type;
  }

  /** Returns the bindings that a class has above or within another one that has these. */
  static Map<TypeVariable<?>, StaticType> bindingsOf(
      @Nullable Type type, Map<TypeVariable<?>, StaticType> bindings) {
    Map<TypeVariable<?>, StaticType> result = new HashMap<>();
    Type at = type;
    while (at instanceof ParameterizedType parameterized) {
      TypeVariable<?>[] variables = erase(parameterized).getTypeParameters();
      Type[] arguments = parameterized.getActualTypeArguments();
      for (int i = 0; i < variables.length && i < arguments.length; i++) {
        StaticType bound = resolve(arguments[i], bindings);
        if (!bound.equals(ANY)) { // an unbound variable's own bound says more
          result.put(variables[i], bound);
        }
      }
      at = parameterized.getOwnerType();
    }
    return result;
  }

  /**
   * Returns the bindings of a class below one that has these.
   *
   * @param above the direct supertype as the class names it
   */
  static Map<TypeVariable<?>, StaticType> bindingsBelow(
      Type above, Map<TypeVariable<?>, StaticType> bindings) {
    Map<TypeVariable<?>, StaticType> result = new HashMap<>();
    Type at = above;
    while (at instanceof ParameterizedType parameterized) {
      TypeVariable<?>[] variables = erase(parameterized).getTypeParameters();
      Type[] arguments = parameterized.getActualTypeArguments();
      for (int i = 0; i < variables.length && i < arguments.length; i++) {
        StaticType bound = bindings.get(variables[i]);
        if (bound != null && arguments[i] instanceof TypeVariable<?> own) {
          result.putIfAbsent(own, bound);
        }
      }
      at = parameterized.getOwnerType();
    }
    return result;
  }

  /** Returns the class of objects of the type. */
  static Class<?> erase(Type type) {
    Type at = type;
    while (true) {
      if (at instanceof Class<?> raw) {
        return raw;
      }
      if (at instanceof ParameterizedType parameterized) {
        at = parameterized.getRawType();
      } else if (at instanceof TypeVariable<?> variable) {
        at = variable.getBounds()[0];
      } else {
        return Object.class;
      }
    }
  }
}
