package dev.kitsune.internal;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The runtime's side of one gate, given by the gate itself. */
public interface GateControl {

  /** Returns the gate's name. */
  String name();

  /**
   * Takes the gate for the calling thread, after the turn that is under way.
   *
   * @return false if the deadline passed before
   */
  boolean close(long deadlineNanos);

  /** Gives the gate back; by the thread that closed it. */
  void open();

  /** Returns the thread that has a turn, or null. */
  @Nullable Thread owner();

  /** Returns the bound delegate, or null. */
  @Nullable Object delegate();

  /** Binds a delegate, whatever state an update is in. */
  void delegate(@Nullable Object delegate);

  /** Shows every root to the operator and keeps what it returns; the delegate is not among them. */
  void replaceRoots(UnaryOperator<@Nullable Object> operator);
}
