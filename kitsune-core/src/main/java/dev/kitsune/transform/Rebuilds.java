package dev.kitsune.transform;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts containers in order again, innermost first: before one in whose keys' contents they are.
 * Works on the state as it is after the writes.
 */
final class Rebuilds implements Contents.Rebuilding {

  /** One container; carried contents of a static final count as one. */
  private static final class Task {
    final Object container;
    final Walk.@Nullable Pending pending;
    final Statics.@Nullable Carried carried;
    boolean started;

    Task(Object container, Walk.@Nullable Pending pending, Statics.@Nullable Carried carried) {
      this.container = container;
      this.pending = pending;
      this.carried = carried;
    }
  }

  private final Walk walk;
  private final Plans plans;
  private final List<Task> tasks = new ArrayList<>();
  private final IdentityHashMap<Object, Task> byContainer = new IdentityHashMap<>();

  Rebuilds(Walk walk, Plans plans, List<Statics.Carried> carried) {
    this.walk = walk;
    this.plans = plans;
    if (walk.hasChanges()) {
      walk.rebuilds().forEach(pending -> add(new Task(pending.container(), pending, null)));
    }
    carried.forEach(c -> add(new Task(c.to(), null, c)));
  }

  private void add(Task task) {
    tasks.add(task);
    byContainer.put(task.container, task);
  }

  /** Does all of them. */
  void run() {
    for (Task task : tasks.size() > 1 ? ordered() : tasks) {
      try {
        if (task.pending != null) {
          task.pending.contents().rebuild(task.container, this);
        } else if (task.carried != null) {
          task.carried.fill();
        }
      } catch (TransformException e) {
        throw e;
      } catch (RuntimeException | StackOverflowError | LinkageError e) {
        throw walk.failedAt(
            task.carried != null ? task.carried.from() : task.container,
            "a "
                + Names.simple(task.container.getClass())
                + " could not be filled with the new"
                + " version's objects; see their hashCode, equals and compareTo",
            e);
      }
    }
  }

  /** Depth first from the keys, without recursion: a task's exit stands below what it needs. */
  private List<Task> ordered() {
    List<Task> order = new ArrayList<>();
    List<Object> stack = new ArrayList<>();
    IdentityHashMap<Object, Object> seen = new IdentityHashMap<>();
    Visitor children = new Children(stack);
    for (Task task : tasks) {
      start(task, stack, children);
      while (!stack.isEmpty()) {
        Object top = stack.remove(stack.size() - 1);
        if (top instanceof Task done) {
          order.add(done);
          continue;
        }
        Task inner = byContainer.get(top);
        if (inner != null) {
          start(inner, stack, children);
        }
        if (seen.put(top, top) == null) {
          plans.of(top.getClass()).scan(top, children);
        }
      }
    }
    return order;
  }

  private static void start(Task task, List<Object> stack, Visitor children) {
    if (task.started) {
      return;
    }
    task.started = true;
    stack.add(task);
    if (task.pending != null) {
      task.pending.contents().keys(task.container, children);
    } else if (task.carried != null) {
      for (Object element : task.carried.elements()) {
        if (element != null) {
          children.reach(element);
        }
      }
    }
  }

  /** Puts what is held on the stack, as the new version sees it. */
  private final class Children extends Visitor {
    private final List<Object> stack;

    Children(List<Object> stack) {
      this.stack = stack;
    }

    @Override
    Object reach(Object value) {
      Object now = walk.fresh(value);
      if (now != null) {
        ClassPlan plan = plans.of(now.getClass());
        if (plan.kind == ClassPlan.Kind.ARRAY
            || plan.kind == ClassPlan.Kind.KEEP && !plan.isEmpty()) {
          stack.add(now);
        }
      }
      return value;
    }

    @Override
    boolean unsettles(Object key, boolean sorted) {
      reach(key);
      return false;
    }

    @Override
    void write(
        Slot slot,
        @Nullable Object holder,
        int index,
        @Nullable Object old,
        @Nullable Object fresh) {}

    @Override
    void rebuild(Contents contents, Object container) {}

    @Override
    void weak(Contents.Weak contents, Object container) {}

    @Override
    void refuse(String what) {}
  }

  @Override
  public @Nullable Object fresh(@Nullable Object old) {
    return old == null ? null : walk.fresh(old);
  }

  @Override
  public void write(Slot slot, Object container, @Nullable Object fresh) {
    walk.log().add(slot, container, -1, slot.get(container, -1), fresh);
    walk.log().apply();
  }

  @Override
  public TransformException conflict(Object container, String what) {
    return walk.failedAt(container, what, null);
  }
}
