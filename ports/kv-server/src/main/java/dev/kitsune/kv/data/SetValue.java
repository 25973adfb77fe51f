package dev.kitsune.kv.data;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A set of byte strings, kept as the keys of a table; never empty while a key holds it. */
public final class SetValue extends Container {

  private static final int MEMBER_OVERHEAD = 48;

  private final Dict<Boolean> members = new Dict<>(); // always true
  private long contents;

  /** Returns how many members there are. */
  public int size() {
    return members.size();
  }

  /** Adds a member; returns whether it is new. */
  public boolean add(Bytes member) {
    boolean added = members.putIfAbsent(member, true);
    if (added) {
      contents += member.footprint() + MEMBER_OVERHEAD;
    }
    return added;
  }

  /** Removes a member; returns whether it was here. */
  public boolean remove(Bytes member) {
    boolean removed = members.remove(member);
    if (removed) {
      contents -= member.footprint() + MEMBER_OVERHEAD;
    }
    return removed;
  }

  /** Returns whether this is a member. */
  public boolean contains(Bytes member) {
    return members.contains(member);
  }

  /** Returns a random member, or null if there is none. */
  public @Nullable Bytes randomMember(RandomGenerator random) {
    return members.randomKey(random);
  }

  /** Gives every member, in the table's order, to the action, which may remove it. */
  public void forEach(Consumer<Bytes> action) {
    members.forEach((member, present) -> action.accept(member));
  }

  /** Makes the table smaller if members were removed until it was nearly empty. */
  public void shrinkIfSparse() {
    members.shrinkIfSparse();
  }

  @Override
  public String typeName() {
    return "set";
  }

  @Override
  public int typeNumber() {
    return 2;
  }

  @Override
  public long footprint() {
    return OVERHEAD + contents;
  }
}
