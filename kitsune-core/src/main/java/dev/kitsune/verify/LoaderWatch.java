package dev.kitsune.verify;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Waits for class loaders to be collected, without holding them. */
public final class LoaderWatch {

  private static final int TRIES = 5;
  private static final long MILLIS_A_TRY = 400;
  private static final long MILLIS_A_LOADER = 50; // after the first of a try

  private static final class Watched extends PhantomReference<ClassLoader> {
    private final String name;

    Watched(ClassLoader loader, ReferenceQueue<ClassLoader> queue) {
      super(loader, queue);
      name = String.valueOf(loader.getName());
    }
  }

  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
  private final Set<Watched> alive = new HashSet<>();

  /** Watches the loaders, to which the caller must not hold on. */
  public LoaderWatch(Collection<? extends ClassLoader> loaders) {
    loaders.forEach(loader -> alive.add(new Watched(loader, collected)));
  }

  /**
   * Runs the collector until the loaders are gone, a few times at most.
   *
   * @return the names of those that are still there
   */
  public List<String> awaitCollection() {
    for (int i = 0; i < TRIES && !alive.isEmpty(); i++) {
      System.gc();
      try {
        Reference<? extends ClassLoader> gone = collected.remove(MILLIS_A_TRY);
        while (gone != null) {
          alive.remove(gone);
          gone = alive.isEmpty() ? null : collected.remove(MILLIS_A_LOADER);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    List<String> names = new ArrayList<>();
    alive.forEach(each -> names.add(each.name));
    names.sort(null);
    return names;
  }
}
