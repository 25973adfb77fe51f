package dev.kitsune.update;

import dev.kitsune.internal.EndingSite;
import dev.kitsune.internal.Offspring;
import dev.kitsune.internal.UpdateUnwind;
import dev.kitsune.load.LoadedVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/*
 * Which threads are ended
 *
 * Those that the runtime started for the version, and all others but the old version's that run
 * its code, are of its classes, or were started by it. They are interrupted, for what blocks, and
 * doomed: the call sites of the version's own units end them at the next back edge or method entry.
 * Only if one is still there after a while the sites of kept units are switched too, since that
 * throws away compiled code which the old version needs; they are switched back at the end.
 */
/** Ends what still runs of a version that is rolled back, and names what does not end. */
final class Ending {

  private static final long STEP_MILLIS = 10;

  /** How many steps the kept units' code is spared. */
  private static final int SPARED_STEPS = 10;

  private final LoadedVersion from;
  private final LoadedVersion to;
  private final Offspring offspring;
  private final Set<Thread> spared;
  private final Set<String> loaders;
  private final Set<Thread> doomed = new LinkedHashSet<>();

  /**
   * @param offspring the mark of what the version started by itself
   * @param spared threads that are not the version's, whatever they run
   */
  Ending(LoadedVersion from, LoadedVersion to, Offspring offspring, Set<Thread> spared) {
    this.from = from;
    this.to = to;
    this.offspring = offspring;
    this.spared = spared;
    this.loaders = to.loaderNamesNotIn(from);
  }

  /**
   * Ends the version's threads.
   *
   * @param started those that the runtime knows of
   * @return one line for each that is left over, and each pool that did not shut down
   */
  List<String> end(List<Thread> started, Duration atMost) {
    List<String> notes = new ArrayList<>(offspring.shutDown());
    List<EndingSite> own = to.endingSitesNotIn(from);
    own.forEach(EndingSite::on);
    List<EndingSite> kept = List.of();
    long end = System.nanoTime() + atMost.toNanos();
    List<Thread> left = living(started);
    for (int step = 0; !left.isEmpty() && System.nanoTime() < end; step++) {
      left.forEach(this::stop);
      if (step == SPARED_STEPS) {
        kept = from.endingSites();
        kept.forEach(EndingSite::on);
      }
      await(left.get(0));
      left = living(started);
    }
    kept.forEach(EndingSite::off);
    for (Thread thread : left) {
      notes.add(
          "left over: thread "
              + thread.getName()
              + " of the version rolled back, "
              + Stacks.whereabouts(thread));
    }
    // A pool's thread that lives on may run other versions' code.
    List<Thread> stay = left;
    doomed.stream().filter(thread -> !stay.contains(thread)).forEach(EndingSite::pardon);
    return notes;
  }

  private void stop(Thread thread) {
    if (doomed.add(thread)) {
      expectUnwinding(thread);
      EndingSite.doom(thread);
    }
    thread.interrupt();
  }

  /** The end of such a thread is no failure of the program's, and not for its log. */
  static void expectUnwinding(Thread thread) {
    Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
    if (handler != null) {
      thread.setUncaughtExceptionHandler((ended, e) -> {
        if (!(e instanceof UpdateUnwind)) {
          handler.uncaughtException(ended, e);
        }
      });
    }
  }

  private static void await(Thread thread) {
    try {
      thread.join(STEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Thread> living(List<Thread> started) {
    Set<Thread> living = new LinkedHashSet<>();
    started.stream().filter(Thread::isAlive).forEach(living::add);
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      Thread thread = each.getKey();
      // One that an earlier roll-back could not end was named then, and is not waited for again.
      boolean isNews = doomed.contains(thread) || !EndingSite.isDoomed(thread);
      if (isNews
          && !spared.contains(thread)
          && thread.isAlive()
          && isOfVersion(thread, each.getValue())) {
        living.add(thread);
      }
    }
    return List.copyOf(living);
  }

  private boolean isOfVersion(Thread thread, StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.getClassLoaderName() != null && loaders.contains(frame.getClassLoaderName())) {
        return true;
      }
    }
    return ThreadCode.isOf(thread, type -> to.owns(type) && !from.owns(type))
        || ThreadLocals.inherited(thread, Offspring.mark()) == offspring;
  }
}
