package dev.kitsune.transform;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A place that holds a value: a field of an object, an element of an array, a static. */
abstract class Slot {

  /** Elements of any array of references. */
  static final Slot ELEMENT = new Element();

  private final String label;
  private boolean shell;

  Slot(String label) {
    this.label = label;
  }

  /** Says that elements of a JDK container held here need not be looked at; returns this. */
  final Slot asShell() {
    shell = true;
    return this;
  }

  /** Whether the elements of a JDK container held here need not be looked at. */
  final boolean isShell() {
    return shell;
  }

  /** Returns the value; the index matters for arrays only, the holder not for statics. */
  abstract @Nullable Object get(@Nullable Object holder, int index);

  /** Writes the value, which {@link #type} must accept. */
  abstract void set(@Nullable Object holder, int index, @Nullable Object value);

  /** Returns what values must be of. */
  abstract Class<?> type(@Nullable Object holder);

  /** Whether {@link #set} works. */
  boolean writable() {
    return true;
  }

  /** Returns the handle of the field that this is, or null if it is none. */
  @Nullable VarHandle handle() {
    return null;
  }

  /** Returns how a path names the place, such as {@code Client.timer}. */
  final String label(int index) {
    return index < 0 ? label : label + "[" + index + "]";
  }

  static String label(Field field) {
    return Names.simple(field.getDeclaringClass()) + "." + field.getName();
  }

  /** A field that is not final. */
  static final class Plain extends Slot {
    private final Class<?> type;
    private final VarHandle handle;

    Plain(Field field, VarHandle handle) {
      super(label(field));
      this.type = field.getType();
      this.handle = handle;
    }

    @Override
    VarHandle handle() {
      return handle;
    }

    @Override
    @Nullable Object get(@Nullable Object holder, int index) {
      return (Object) handle.get(holder);
    }

    @Override
    void set(@Nullable Object holder, int index, @Nullable Object value) {
      handle.set(holder, value);
    }

    @Override
    Class<?> type(@Nullable Object holder) {
      return type;
    }
  }

  /** A final field, which most JDK classes let us write, and records and lambdas do not. */
  static final class Final extends Slot {
    private final Class<?> type;
    private final VarHandle handle;
    private final @Nullable MethodHandle setter;

    Final(Field field, VarHandle handle, @Nullable MethodHandle setter) {
      super(label(field));
      this.type = field.getType();
      this.handle = handle;
      this.setter = setter;
    }

    @Override
    VarHandle handle() {
      return handle;
    }

    @Override
    @Nullable Object get(@Nullable Object holder, int index) {
      return (Object) handle.get(holder);
    }

    @Override
    void set(@Nullable Object holder, int index, @Nullable Object value) {
      if (setter == null) {
        throw new IllegalStateException("really final: " + label(-1));
      }
      try {
        setter.invokeExact(holder, value);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    Class<?> type(@Nullable Object holder) {
      return type;
    }

    @Override
    boolean writable() {
      return setter != null;
    }
  }

  /** A static field. */
  static final class Static extends Slot {
    private final Field field;
    private final boolean writable;

    Static(Field field, boolean writable) {
      super("static " + field.getDeclaringClass().getName() + "." + field.getName());
      this.field = field;
      this.writable = writable;
      field.setAccessible(true);
    }

    @Override
    @Nullable Object get(@Nullable Object holder, int index) {
      try {
        return field.get(null);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    void set(@Nullable Object holder, int index, @Nullable Object value) {
      try {
        field.set(null, value);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    Class<?> type(@Nullable Object holder) {
      return field.getType();
    }

    @Override
    boolean writable() {
      return writable;
    }
  }

  private static final class Element extends Slot {

    Element() {
      super("element");
    }

    @Override
    @Nullable Object get(@Nullable Object holder, int index) {
      return ((@Nullable Object[]) Objects.requireNonNull(holder))[index];
    }

    @Override
    void set(@Nullable Object holder, int index, @Nullable Object value) {
      ((@Nullable Object[]) Objects.requireNonNull(holder))[index] = value;
    }

    @Override
    Class<?> type(@Nullable Object holder) {
      return Objects.requireNonNull(holder).getClass().getComponentType();
    }
  }
}
