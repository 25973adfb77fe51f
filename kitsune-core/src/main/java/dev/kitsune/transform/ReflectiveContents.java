package dev.kitsune.transform;

import java.util.Set;

/** Field updaters, which name a class and do not say which field of it. */
final class ReflectiveContents extends Contents {

  static final Contents UPDATER = new ReflectiveContents();

  private ReflectiveContents() {}

  @Override
  void scan(Object container, Visitor visitor) {
    Object named = Access.slot(container.getClass(), "tclass").get(container, -1);
    if (named instanceof Class<?> type && visitor.reach(type) != type) {
      visitor.refuse(
          "a field updater of a changed class is held in state: class="
              + type.getName()
              + "; hold it in a static final");
    }
  }

  @Override
  Set<String> owned() {
    return Set.of();
  }

  @Override
  String label(Object container, Object child) {
    return Names.simple(container.getClass());
  }
}
