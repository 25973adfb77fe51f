package dev.kitsune.transform;

import java.lang.ref.Reference;
import java.util.Set;

/**
 * Phantom references, the JDK's registered cleaners among them: to an object that is copied, since
 * the old one would then be told dead, and what the new one works with be closed.
 */
final class PhantomContents extends Contents implements Contents.Weak {

  // A read by handle tells the collector that the referent is in use, as get() of others does.
  private static final Slot REFERENT = Access.slot(Reference.class, "referent");

  @Override
  Set<String> owned() {
    return Set.of("Reference.queue");
  }

  @Override
  void scan(Object container, Visitor visitor) {
    visitor.weak(this, container);
  }

  @Override
  public void advance(Object container, Visitor visitor, Reached reached) {
    // What only a phantom refers to is dead.
  }

  @Override
  public void settle(Object container, Visitor visitor, Reached reached) {
    Object referent = REFERENT.get(container, -1);
    if (referent != null && reached.isAlive(referent) && visitor.reach(referent) != referent) {
      visitor.refuse(
          "a cleaner or phantom reference waits for the death of an object that is to be copied:"
              + " class="
              + referent.getClass().getName()
              + "; close it in a method of its own, or keep its class in a unit that does not change");
    }
  }

  @Override
  String label(Object container, Object child) {
    return Names.simple(container.getClass()) + ".referent";
  }
}
