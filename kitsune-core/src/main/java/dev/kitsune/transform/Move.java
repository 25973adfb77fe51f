package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** Copies one field of an old object to the same field of a new one as it is, without boxing. */
abstract class Move {

  /** Copies the value. */
  abstract void move(Object from, Object to);

  /** Returns the move between fields of one type. */
  static Move of(Field from, Field to) {
    if (Modifier.isFinal(to.getModifiers())) {
      from.setAccessible(true);
      to.setAccessible(true);
      return new Reflected(from, to);
    }
    VarHandle get = Access.handle(from);
    VarHandle set = Access.handle(to);
    return switch (to.getType().descriptorString()) {
      case "Z" -> new OfBoolean(get, set);
      case "B" -> new OfByte(get, set);
      case "S" -> new OfShort(get, set);
      case "C" -> new OfChar(get, set);
      case "I" -> new OfInt(get, set);
      case "J" -> new OfLong(get, set);
      case "F" -> new OfFloat(get, set);
      case "D" -> new OfDouble(get, set);
      default -> new OfReference(get, set);
    };
  }

  private static final class OfInt extends Move {
    private final VarHandle get;
    private final VarHandle set;

    OfInt(VarHandle get, VarHandle set) {
      this.get = get;
      this.set = set;
    }

    @Override
    void move(Object from, Object to) {
      set.set(to, (int) get.get(from));
    }
  }

  private static final class OfLong extends Move {
    private final VarHandle get;
    private final VarHandle set;

    OfLong(VarHandle get, VarHandle set) {
      this.get = get;
      this.set = set;
    }

    @Override
    void move(Object from, Object to) {
      set.set(to, (long) get.get(from));
    }
  }

  private static final class OfReference extends Move {
    private final VarHandle get;
    private final VarHandle set;

    OfReference(VarHandle get, VarHandle set) {
      this.get = get;
      this.set = set;
    }

    @Override
    void move(Object from, Object to) {
      set.set(to, (Object) get.get(from));
    }
  }

  private static final class OfBoolean extends Move {
    private final VarHandle get;
    private final VarHandle set;

    OfBoolean(VarHandle get, VarHandle set) {
      this.get = get;
      this.set = set;
    }

    @Override
    void move(Object from, Object to) {
      set.set(to, (boolean) get.get(from));
    }
  }

  private static final class OfByte extends Move {
    private final VarHandle get;
    private final VarHandle set;

    OfByte(VarHandle get, VarHandle set) {
      this.get = get;
      this.set = set;
    }

    @Override
    void move(Object from, Object to) {
      set.set(to, (byte) get.get(from));
    }
  }

  private static final class OfShort extends Move {
    private final VarHandle get;
    private final VarHandle set;

    OfShort(VarHandle get, VarHandle set) {
      this.get = get;
      this.set = set;
    }

    @Override
    void move(Object from, Object to) {
      set.set(to, (short) get.get(from));
    }
  }

  private static final class OfChar extends Move {
    private final VarHandle get;
    private final VarHandle set;

    OfChar(VarHandle get, VarHandle set) {
      this.get = get;
      this.set = set;
    }

    @Override
    void move(Object from, Object to) {
      set.set(to, (char) get.get(from));
    }
  }

  private static final class OfFloat extends Move {
    private final VarHandle get;
    private final VarHandle set;

    OfFloat(VarHandle get, VarHandle set) {
      this.get = get;
      this.set = set;
    }

    @Override
    void move(Object from, Object to) {
      set.set(to, (float) get.get(from));
    }
  }

  private static final class OfDouble extends Move {
    private final VarHandle get;
    private final VarHandle set;

    OfDouble(VarHandle get, VarHandle set) {
      this.get = get;
      this.set = set;
    }

    @Override
    void move(Object from, Object to) {
      set.set(to, (double) get.get(from));
    }
  }

  /** The few final fields of JDK classes that program classes extend. */
  private static final class Reflected extends Move {
    private final Field from;
    private final Field to;

    Reflected(Field from, Field to) {
      this.from = from;
      this.to = to;
    }

    @Override
    void move(Object source, Object target) {
      try {
        to.set(target, from.get(source));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
