package dev.kitsune.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** All gates of the process. */
public final class Gates {

  private static final Set<GateControl> GATES =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private Gates() {}

  /** Registers a new gate, which must hold on to its control. */
  public static void register(GateControl gate) {
    GATES.add(gate);
  }

  /** Returns the gates that are reachable now. */
  public static List<GateControl> all() {
    synchronized (GATES) {
      return new ArrayList<>(GATES);
    }
  }

  /** Leaves a binding by a version before its commit to the runtime; false if there is no such. */
  public static boolean deferBinding(GateControl gate, @Nullable Object delegate) {
    Runtime runtime = Hooks.runtime();
    return Hooks.requested() && runtime != null && runtime.deferBinding(gate, delegate);
  }

  /** Throws if the current thread migrates control, since it would wait for its own commit. */
  public static void checkMayWait(GateControl gate) {
    Runtime runtime = Hooks.runtime();
    if (Hooks.requested() && runtime != null) {
      runtime.checkMayWait(gate);
    }
  }
}
