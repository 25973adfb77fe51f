package dev.kitsune.update;

import dev.kitsune.internal.GateControl;
import dev.kitsune.load.LoadedVersion;
import dev.kitsune.verify.Difference;
import dev.kitsune.verify.LoaderWatch;
import dev.kitsune.verify.Root;
import dev.kitsune.verify.StateDigest;
import dev.kitsune.verify.StateWalk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/*
 * When what is checked
 *
 *   quiescence ---- digest of all state: what a roll-back must lead back to
 *   transformed --- walk of the new state; digest of what both versions share
 *   restarted ----- the shared state is as it was; walk of the new state
 *   rolled back --- all state is as it was at quiescence; what is not is put back, and told
 *   committed ----- the old version's loaders are collected (ProgramRuntime, when the update is over)
 */
/** The checks of one update in the verifying mode. Used by the update's own thread. */
final class Verification {

  private static final int MOST_LINES = 20;

  private final LoadedVersion from;
  private final LoadedVersion to;
  private final List<ProgramThread> parked;
  private final List<GateControl> gates;
  private final Set<ClassLoader> oldLoaders;
  private final Set<Thread> oldThreads = new HashSet<>();
  private final StateDigest before;
  private final Set<String> unreadable = new TreeSet<>();
  private @Nullable StateDigest shared;
  private @Nullable Boolean restored;
  private long walked;
  private long nanos;

  /** Takes the state of the old version, whose threads are parked and whose gates are closed. */
  Verification(
      LoadedVersion from, LoadedVersion to, List<ProgramThread> parked, List<GateControl> gates) {
    long start = System.nanoTime();
    this.from = from;
    this.to = to;
    this.parked = parked;
    this.gates = gates;
    oldLoaders = from.loadersNotIn(to);
    parked.forEach(thread -> oldThreads.add(thread.thread));
    before = digest(Set.of());
    nanos += System.nanoTime() - start;
  }

  private StateDigest digest(Set<ClassLoader> unrecorded) {
    return StateDigest.of(
        from.initializedClasses(),
        ThreadRoots.of(parked, gates),
        ThreadRoots.held(gates),
        unrecorded);
  }

  /**
   * Walks the transformed state before the new version sees it.
   *
   * @throws UpdateException.Transform if it holds something of the old version
   */
  void transformed(StateChain state) throws UpdateException.Transform {
    long start = System.nanoTime();
    List<Root> roots = new ArrayList<>();
    state.showFresh((path, value) -> roots.add(new Root(path, value)));
    Optional<String> old = walk(roots);
    if (old.isPresent()) {
      throw new UpdateException.Transform("verification failed: " + old.get(), null);
    }
    shared = digest(to.loadersNotIn(from));
    nanos += System.nanoTime() - start;
  }

  /**
   * Looks whether the new version wrote to shared state while it restarted, and walks its state.
   *
   * @throws UpdateException.Restart if it did, or holds something of the old version
   */
  void restarted(Restart control) throws UpdateException.Restart {
    long start = System.nanoTime();
    StateDigest known = shared;
    if (known != null) {
      Optional<Difference> written =
          known.difference(ThreadRoots.of(parked, gates), ThreadRoots.held(gates));
      if (written.isPresent()) {
        throw new UpdateException.Restart(
            "verification failed: the new version wrote to state that the old one shares: "
                + written.get()
                + "; do this in Kitsune.afterCommit",
            null);
      }
    }
    List<Root> roots = control.roots();
    Set<GateControl> bound = control.bindings().keySet();
    for (GateControl gate : gates) {
      if (!bound.contains(gate)) {
        roots.add(new Root("gate " + gate.name() + ": delegate", gate.delegate()));
      }
    }
    roots.addAll(ThreadRoots.held(gates));
    Optional<String> old = walk(roots);
    if (old.isPresent()) {
      throw new UpdateException.Restart("verification failed: " + old.get(), null);
    }
    shared = null;
    nanos += System.nanoTime() - start;
  }

  private Optional<String> walk(List<Root> roots) {
    StateWalk walk = new StateWalk(oldLoaders, oldThreads);
    Optional<String> old = walk.findOld(to.initializedClasses(), roots);
    walked += walk.objects();
    unreadable.addAll(walk.unreadable());
    return old;
  }

  /**
   * Compares all state with what it was before the update, and puts back what differs.
   *
   * @return a line for each difference
   */
  List<String> rolledBack() {
    List<String> notes = new ArrayList<>();
    // Slots first: a root that differs is told of, but whoever changed it has it in hand.
    before.restore(MOST_LINES).forEach(line -> notes.add("the roll-back had to put back: " + line));
    before
        .difference(ThreadRoots.of(parked, gates), ThreadRoots.held(gates))
        .ifPresent(left -> notes.add("not as before the update: " + left));
    restored = notes.isEmpty();
    return notes;
  }

  /** Returns what was checked; the loaders are looked at when nothing holds them any more. */
  UpdateReport.Verification report() {
    return new UpdateReport.Verification(
        walked,
        before.objects(),
        Math.round(nanos / 1000.0) / 1000.0,
        restored,
        0,
        List.of(),
        List.copyOf(unreadable));
  }

  /** Returns a watch on the loaders that go. */
  LoaderWatch watch() {
    return new LoaderWatch(oldLoaders);
  }
}
