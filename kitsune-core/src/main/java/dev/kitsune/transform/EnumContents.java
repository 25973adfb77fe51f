package dev.kitsune.transform;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link EnumMap} and {@link EnumSet}, whose insides follow the order of an enum's constants. */
abstract class EnumContents extends Contents {

  static final Contents MAP = new OfMap();
  static final EnumContents SET = new OfSet();

  private final Slot type;

  private EnumContents(Slot type) {
    this.type = type;
  }

  final Class<?> type(Object container) {
    return (Class<?>) Objects.requireNonNull(type.get(container, -1));
  }

  /** Returns the constants that the container has. */
  abstract List<Object> constants(Object container);

  @Override
  void scan(Object container, Visitor visitor) {
    Class<?> old = type(container);
    if (visitor.reach(old) != old) {
      constants(container).forEach(visitor::reach);
      visitor.rebuild(this, container);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  final Class freshType(Object container, Rebuilding how) {
    return (Class) Objects.requireNonNull(how.fresh(type(container)));
  }

  final void adopt(Object container, Object scratch, Rebuilding how, Slot... slots) {
    how.write(type, container, type.get(scratch, -1));
    for (Slot slot : slots) {
      how.write(slot, container, slot.get(scratch, -1));
    }
  }

  private static final class OfMap extends EnumContents {
    private static final Slot UNIVERSE = Access.slot(EnumMap.class, "keyUniverse");
    private static final Slot VALUES = Access.slot(EnumMap.class, "vals");

    OfMap() {
      super(Access.slot(EnumMap.class, "keyType"));
    }

    @Override
    Set<String> owned() {
      return Set.of("EnumMap.keyType", "EnumMap.keyUniverse", "EnumMap.vals");
    }

    private static @Nullable Object[] array(Slot slot, Object container) {
      return (Object[]) Objects.requireNonNull(slot.get(container, -1));
    }

    @Override
    List<Object> constants(Object container) {
      List<Object> constants = new ArrayList<>();
      @Nullable Object[] values = array(VALUES, container);
      for (int i = 0; i < values.length; i++) {
        if (values[i] != null) {
          constants.add(Objects.requireNonNull(array(UNIVERSE, container)[i]));
        }
      }
      return constants;
    }

    @Override
    void scan(Object container, Visitor visitor) {
      super.scan(container, visitor);
      visitor.visitElements(array(VALUES, container));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    @Override
    void rebuild(Object container, Rebuilding how) {
      Object scratch = new EnumMap(freshType(container, how));
      @Nullable Object[] to = array(VALUES, scratch);
      @Nullable Object[] from = array(VALUES, container);
      for (int i = 0; i < from.length; i++) {
        if (from[i] != null) { // a null value is there as an object that stands for it
          Object key = Objects.requireNonNull(how.fresh(array(UNIVERSE, container)[i]));
          to[((Enum<?>) key).ordinal()] = from[i];
        }
      }
      adopt(container, scratch, how, UNIVERSE, VALUES);
    }

    @Override
    String label(Object container, Object child) {
      @Nullable Object[] values = array(VALUES, container);
      for (int i = 0; i < values.length; i++) {
        if (values[i] == child) {
          return "EnumMap[" + Names.key(array(UNIVERSE, container)[i]) + "]";
        }
      }
      return "EnumMap.key";
    }
  }

  /** A set that stays of its class; the others are made anew, see {@link Remakers}. */
  private static final class OfSet extends EnumContents {
    private static final Slot UNIVERSE = Access.slot(EnumSet.class, "universe");
    private static final Class<?> REGULAR = Access.jdkClass("java.util.RegularEnumSet");
    private static final Class<?> JUMBO = Access.jdkClass("java.util.JumboEnumSet");
    private static final Slot BITS = Access.slot(REGULAR, "elements");
    private static final Slot WORDS = Access.slot(JUMBO, "elements");

    OfSet() {
      super(Access.slot(EnumSet.class, "elementType"));
    }

    @Override
    Set<String> owned() {
      return Set.of("EnumSet.elementType", "EnumSet.universe");
    }

    @Override
    List<Object> constants(Object container) {
      return new ArrayList<>((EnumSet<?>) container);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    @Override
    void rebuild(Object container, Rebuilding how) {
      EnumSet scratch = EnumSet.noneOf(freshType(container, how));
      for (Object constant : constants(container)) {
        scratch.add(how.fresh(constant));
      }
      adopt(container, scratch, how, UNIVERSE, container.getClass() == JUMBO ? WORDS : BITS);
    }

    @Override
    String label(Object container, Object child) {
      return "EnumSet.element";
    }
  }
}
