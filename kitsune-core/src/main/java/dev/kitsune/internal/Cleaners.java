package dev.kitsune.internal;

import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/*
 * An update copies an object and the old copy becomes garbage, so its cleaner would free what the
 * new copy uses. A registration of program code is therefore known here, and moves at commit.
 */
/** The registrations with cleaners that program code made. */
public final class Cleaners {

  private static final Set<Registration> ALL = ConcurrentHashMap.newKeySet();

  private Cleaners() {}

  /** As {@link Cleaner#register}. */
  static Cleaner.Cleanable register(Cleaner cleaner, Object object, Runnable action) {
    Registration made = new Registration(cleaner);
    made.set(object, action);
    ALL.add(made);
    return made;
  }

  /** Returns those whose action has not run. */
  public static List<Registration> all() {
    return List.copyOf(ALL);
  }

  /** One registration; what the program got for it. */
  public static final class Registration implements Cleaner.Cleanable {

    private final Cleaner cleaner;
    private WeakReference<@Nullable Object> object = new WeakReference<>(null); // guarded by this
    private @Nullable Action action; // guarded by this
    private Cleaner.@Nullable Cleanable inner; // guarded by this

    private Registration(Cleaner cleaner) {
      this.cleaner = cleaner;
    }

    private synchronized void set(Object of, Runnable run) {
      Action made = new Action(this, run);
      object = new WeakReference<>(of);
      action = made;
      inner = cleaner.register(of, made);
    }

    /** Returns the object, or null once it was collected. */
    public synchronized @Nullable Object object() {
      return object.get();
    }

    /** Returns what is to run, or null if it ran. */
    public synchronized @Nullable Runnable action() {
      Action made = action;
      return made == null ? null : made.run;
    }

    /** Takes the old object's registration back and makes one for what took its place. */
    public void move(Object freshObject, Runnable freshAction) {
      Cleaner.Cleanable before;
      synchronized (this) {
        Action old = action;
        if (old == null) {
          return;
        }
        old.moved = true;
        before = inner;
        set(freshObject, freshAction);
      }
      if (before != null) {
        before.clean();
      }
    }

    /** By a new version before its commit: afterwards, since the old one may go on with it. */
    @Override
    public void clean() {
      Runtime runtime = Hooks.runtime();
      if (Hooks.requested() && runtime != null) {
        runtime.afterCommit(this::cleanNow);
      } else {
        cleanNow();
      }
    }

    private void cleanNow() {
      Cleaner.Cleanable current;
      synchronized (this) {
        current = inner;
      }
      if (current != null) {
        current.clean();
      }
    }

    private synchronized void over() {
      action = null;
      inner = null;
      ALL.remove(this);
    }
  }

  /** What the JDK's cleaner runs, at most once. */
  private static final class Action implements Runnable {
    private final Registration registration;
    private final Runnable run;
    private volatile boolean moved;

    Action(Registration registration, Runnable run) {
      this.registration = registration;
      this.run = run;
    }

    @Override
    public void run() {
      if (!moved) {
        registration.over();
        run.run();
      }
    }
  }
}
