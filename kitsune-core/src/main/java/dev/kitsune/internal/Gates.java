package dev.kitsune.internal;

import dev.kitsune.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The runtime's side of {@link Gate}: all live gates, and how an update closes them. */
public final class Gates {

  /** What only the runtime may do with a gate; given by {@link Gate} itself. */
  public interface Access {

    /** Takes the gate for the calling thread; returns false if the deadline passed before. */
    boolean close(Gate gate, long deadlineNanos);

    /** Returns the thread that has a turn, or null. */
    @Nullable Thread owner(Gate gate);

    /** Sets the delegate, whatever state an update is in. */
    void delegate(Gate gate, @Nullable Object newDelegate);

    /** Returns the live list of roots. */
    List<Gate.Roots> roots(Gate gate);
  }

  private static final Set<Gate> GATES =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private static volatile @Nullable Access access;

  private Gates() {}

  /** Registers a new gate. */
  public static void register(Gate gate) {
    GATES.add(gate);
  }

  /** Called once by {@link Gate}'s initialiser. */
  public static void access(Access given) {
    access = given;
  }

  /** Returns the access to gates' insides; a gate must exist. */
  public static Access access() {
    Access known = access;
    if (known == null) {
      throw new IllegalStateException("no gate was ever made");
    }
    return known;
  }

  /** Returns the gates that are reachable now. */
  public static List<Gate> all() {
    synchronized (GATES) {
      return new ArrayList<>(GATES);
    }
  }

  /** Leaves a binding by a version before its commit to the runtime; false if there is no such. */
  public static boolean deferBinding(Gate gate, @Nullable Object delegate) {
    Runtime runtime = Hooks.runtime();
    return Hooks.requested() && runtime != null && runtime.deferBinding(gate, delegate);
  }

  /** Throws if the current thread migrates control, since it would wait for its own commit. */
  public static void checkMayWait(Gate gate) {
    Runtime runtime = Hooks.runtime();
    if (Hooks.requested() && runtime != null) {
      runtime.checkMayWait(gate);
    }
  }
}
