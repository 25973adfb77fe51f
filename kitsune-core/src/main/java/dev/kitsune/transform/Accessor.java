package dev.kitsune.transform;

import org.jspecify.annotations.Nullable;

/**
 * What is done with objects of one program class in one update, as straight-line code that {@link
 * AccessorWriter} generates: fields and forwarding pointer are reached through constants, so that
 * the compiler makes plain loads and stores of them.
 *
 * <p>The generated class is hidden and in no loader's table: it goes when the update's plans go,
 * and keeps no version alive.
 */
abstract class Accessor {

  /** What objects of the class are counted under. */
  final ClassPlan plan;

  Accessor(ClassPlan plan) {
    this.plan = plan;
  }

  /** Returns what takes the object's place; looks into it if it is met for the first time. */
  abstract Object reach(Object value, Worker worker);

  /** Fills a new object from the old one; what the old one holds is reached. */
  abstract void fill(Object old, Object fresh, Worker worker);

  /** Shows the references of an object that stays. */
  abstract void scan(Object holder, Visitor visitor);

  /**
   * Refuses a counterpart that a field of the new version cannot hold; called by generated code.
   */
  static void mismatch(Visitor visitor, Slot to, Object fresh, Object counterpart) {
    visitor.refuse(
        "field "
            + to.label(-1)
            + " cannot hold the new value: expected="
            + to.type(fresh).getName()
            + ", found="
            + counterpart.getClass().getName()
            + "; keep the supertype or change the field in both versions");
  }

  /** Whether what stands in a forwarding field is a counterpart; called by generated code. */
  static boolean isCounterpart(@Nullable Object stored) {
    return stored != null && stored.getClass() != Forwarding.Mark.class;
  }
}
