package dev.kitsune.transform;

import java.lang.ref.Reference;
import java.util.Set;

/** {@code WeakReference}, which counts if reached otherwise, and {@code SoftReference}. */
final class ReferenceContents extends Contents implements Contents.Weak {

  static final Contents WEAK = new ReferenceContents(true);
  static final Contents SOFT = new ReferenceContents(false);

  private static final Slot REFERENT = Access.slot(Reference.class, "referent");

  private final boolean weak;

  private ReferenceContents(boolean weak) {
    this.weak = weak;
  }

  @Override
  Set<String> owned() {
    return Set.of("Reference.queue");
  }

  // Never copied as a field: the collector must know that the referent lives on.
  @Override
  void prepare(Object old, Object fresh) {
    REFERENT.set(fresh, -1, ((Reference<?>) old).get());
  }

  @Override
  void scan(Object container, Visitor visitor) {
    if (weak) {
      visitor.weak(this, container);
    } else {
      visit((Reference<?>) container, visitor);
    }
  }

  // Only get() tells the collector that the referent is wanted.
  private static void visit(Reference<?> reference, Visitor visitor) {
    Object referent = reference.get();
    if (referent != null) {
      Object fresh = visitor.reach(referent);
      if (fresh != referent) {
        visitor.write(REFERENT, reference, -1, referent, fresh);
      }
    }
  }

  @Override
  public void advance(Object container, Visitor visitor, Reached reached) {
    Object referent = ((Reference<?>) container).get();
    if (referent != null && reached.isAlive(referent)) {
      visitor.reach(referent);
    }
  }

  @Override
  public void settle(Object container, Visitor visitor, Reached reached) {
    Object referent = ((Reference<?>) container).get();
    if (referent == null) {
      return;
    }
    if (reached.isAlive(referent)) {
      visit((Reference<?>) container, visitor);
    } else {
      visitor.write(REFERENT, container, -1, referent, null);
    }
  }

  @Override
  String label(Object container, Object child) {
    return Names.simple(container.getClass()) + ".referent";
  }
}
