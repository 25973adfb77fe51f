package dev.kitsune.kv.model;

import dev.kitsune.kv.model.Space.Members;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets. */
final class SetRows {

  private final Space space;

  SetRows(Space space) {
    this.space = space;
  }

  void addTo(Model model) {
    model.add(
        "sadd", 3, a -> Reply.flag(space.writeOrNew(a[1], Members.class, Members::new).add(a[2])));
    model.add("srem", 3, a -> Reply.flag(remove(a[1], space.write(a[1], Members.class), a[2])));
    model.add(
        "smove",
        4,
        a -> {
          Object target = space.write(a[2]);
          Object source = space.write(a[1]);
          if (source == null) {
            return Reply.flag(false);
          }
          if (!(source instanceof Members set) || target != null && !(target instanceof Members)) {
            throw new ModelError(ModelError.WRONG_TYPE);
          }
          boolean moved = remove(a[1], set, a[3]);
          if (moved) {
            space.writeOrNew(a[2], Members.class, Members::new).add(a[3]);
          }
          return Reply.flag(moved);
        });
    model.add("sismember", 3, a -> Reply.flag(read(a[1]).contains(a[2])));
    model.add("scard", 2, a -> Reply.number(read(a[1]).size()));
    model.add("smembers", 2, a -> Reply.unordered(read(a[1]), 1));
    model.add("srandmember", 2, a -> any(a[1], read(a[1]), false));
    model.add("spop", 2, a -> any(a[1], space.write(a[1], Members.class), true));
    model.add("sinter", -2, a -> Reply.unordered(inter(a, 1, false), 1));
    model.add("sunion", -2, a -> Reply.unordered(union(a, 1, false), 1));
    model.add("sdiff", -2, a -> Reply.unordered(diff(a, 1, false), 1));
    model.add("sinterstore", -3, a -> store(a[1], inter(a, 2, true)));
    model.add("sunionstore", -3, a -> store(a[1], union(a, 2, true)));
    model.add("sdiffstore", -3, a -> store(a[1], diff(a, 2, true)));
  }

  private Set<String> read(String key) {
    Members set = space.read(key, Members.class);
    return set == null ? Set.of() : set;
  }

  private boolean remove(String key, @Nullable Members set, String member) {
    boolean removed = set != null && set.remove(member);
    if (set != null && set.isEmpty()) {
      space.delete(key);
    }
    return removed;
  }

  private Reply any(String key, @Nullable Set<String> set, boolean removing) {
    if (set == null || set.isEmpty()) {
      return Reply.bulk(null);
    }
    Set<String> choices = new HashSet<>();
    set.forEach(member -> choices.add(Reply.raw(member)));
    return new Reply.AnyOf(
        choices,
        chosen -> {
          if (removing) {
            set.removeIf(member -> Reply.raw(member).equals(chosen));
            if (set.isEmpty()) {
              space.delete(key);
            }
          }
        });
  }

  private List<@Nullable Members> sources(String[] a, int from, boolean writing) {
    List<@Nullable Members> sources = new ArrayList<>();
    for (int i = from; i < a.length; i++) {
      sources.add(writing ? space.write(a[i], Members.class) : space.read(a[i], Members.class));
    }
    return sources;
  }

  /** A missing key ends the look-up. */
  private Members inter(String[] a, int from, boolean writing) {
    Members result = null;
    for (int i = from; i < a.length; i++) {
      Members set = writing ? space.write(a[i], Members.class) : space.read(a[i], Members.class);
      if (set == null) {
        return new Members();
      }
      if (result == null) {
        result = new Members();
        result.addAll(set);
      } else {
        result.retainAll(set);
      }
    }
    return result == null ? new Members() : result;
  }

  private Members union(String[] a, int from, boolean writing) {
    Members result = new Members();
    for (Members set : sources(a, from, writing)) {
      if (set != null) {
        result.addAll(set);
      }
    }
    return result;
  }

  private Members diff(String[] a, int from, boolean writing) {
    List<@Nullable Members> sources = sources(a, from, writing);
    Members result = new Members();
    for (int i = 0; i < sources.size(); i++) {
      Members set = sources.get(i);
      if (set != null && i == 0) {
        result.addAll(set);
      } else if (set != null) {
        result.removeAll(set);
      }
    }
    return result;
  }

  private Reply store(String key, Members result) {
    space.delete(key);
    if (!result.isEmpty()) {
      space.set(key, result);
    }
    return Reply.number(result.size());
  }
}
