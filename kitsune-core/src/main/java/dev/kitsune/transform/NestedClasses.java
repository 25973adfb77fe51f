package dev.kitsune.transform;

import dev.kitsune.unit.Likeness;
import dev.kitsune.unit.NormalForm;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pairs classes of the old version with the new version's: by name, and anonymous and local ones,
 * whose names are numbers, by where they stand, their supertypes and captured types, then by code.
 */
public final class NestedClasses {

  private record Found(@Nullable Class<?> type, List<Likeness.Item> candidates) {}

  /** The anonymous and local classes of one class. */
  private record Within(Map<String, Class<?>> classes, List<Likeness.Item> items) {

    Likeness.Item item(String name) {
      return items.stream().filter(item -> item.name().equals(name)).findFirst().orElseThrow();
    }
  }

  private final VersionPair pair;
  private final Function<Class<?>, @Nullable Class<?>> byName;
  private final Map<Class<?>, Found> found = new HashMap<>();
  private final Map<Class<?>, Within> within = new HashMap<>();

  /**
   * @param byName finds the new version's class of the same name
   */
  public NestedClasses(VersionPair pair, Function<Class<?>, @Nullable Class<?>> byName) {
    this.pair = pair;
    this.byName = byName;
  }

  /** Returns the new version's class, or null if it has none or it is not known which. */
  public @Nullable Class<?> newClass(Class<?> old) {
    return isNumbered(old) ? find(old).type() : byName.apply(old);
  }

  /** Returns why it is not known which class is meant, or null. */
  public @Nullable String ambiguity(Class<?> old) {
    List<Likeness.Item> candidates = isNumbered(old) ? find(old).candidates() : List.of();
    return candidates.size() < 2
        ? null
        : "it is not known which anonymous or local class of the new version "
            + old.getName()
            + " has become: candidates="
            + candidates.stream().map(Likeness.Item::name).distinct().toList()
            + "; use a static nested class, or change one of them at a time";
  }

  private static boolean isNumbered(Class<?> type) {
    return !type.isHidden() && (type.isAnonymousClass() || type.isLocalClass());
  }

  private synchronized Found find(Class<?> old) {
    Found known = found.get(old);
    if (known == null) {
      known = search(old);
      found.put(old, known);
    }
    return known;
  }

  private Found search(Class<?> old) {
    Class<?> host = old.getEnclosingClass();
    Class<?> newHost = pair.isOld(host) ? newClass(host) : host;
    if (newHost == null || isEnumConstant(old) || old.isSynthetic()) {
      return new Found(byName.apply(old), List.of());
    }
    Within olds = within.computeIfAbsent(host, this::within);
    Within news = within.computeIfAbsent(newHost, this::within);
    List<Likeness.Item> candidates =
        Likeness.counterparts(olds.item(old.getName()), olds.items(), news.items());
    Class<?> one = candidates.size() == 1 ? news.classes().get(candidates.get(0).name()) : null;
    return new Found(one, candidates);
  }

  // Constants are paired by their own names.
  private static boolean isEnumConstant(Class<?> type) {
    return type.getSuperclass() != null && type.getSuperclass().isEnum();
  }

  private Within within(Class<?> host) {
    Map<String, Class<?>> classes = new HashMap<>();
    List<Likeness.Item> items = new ArrayList<>();
    for (Class<?> type : pair.changedClasses()) {
      if (isNumbered(type) && !type.isSynthetic() && type.getEnclosingClass() == host) {
        classes.put(type.getName(), type);
        items.add(item(type));
      }
    }
    return new Within(classes, items);
  }

  private Likeness.Item item(Class<?> type) {
    return new Likeness.Item(type.getName(), kind(type), NormalForm.ofClass(pair.classFile(type)));
  }

  private static String kind(Class<?> type) {
    Executable in = type.getEnclosingMethod();
    if (in == null) {
      in = type.getEnclosingConstructor();
    }
    StringBuilder kind = new StringBuilder(in == null ? "initialiser" : in.getName());
    kind.append(' ').append(type.isLocalClass() ? type.getSimpleName() : "");
    if (type.getSuperclass() != null) {
      kind.append(" extends ").append(NormalForm.className(type.getSuperclass().getName()));
    }
    for (Class<?> above : type.getInterfaces()) {
      kind.append(" implements ").append(NormalForm.className(above.getName()));
    }
    if (type.isAnonymousClass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.isSynthetic()
            && !Modifier.isStatic(field.getModifiers())
            && !field.getName().startsWith(Forwarding.WOVEN_PREFIX)) {
          kind.append(' ').append(NormalForm.className(field.getType().getName()));
        }
      }
    }
    return kind.toString();
  }
}
