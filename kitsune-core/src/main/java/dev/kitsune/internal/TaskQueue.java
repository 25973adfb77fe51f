package dev.kitsune.internal;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A platform object, held as the state of program threads, whose queue holds the program's tasks.
 */
public interface TaskQueue {

  /** Returns its name. */
  String name();

  /** Shows every task that waits to the operator and keeps what it returns. */
  void replaceTasks(UnaryOperator<@Nullable Object> operator);
}
