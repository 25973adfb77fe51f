package dev.kitsune.eval.faults;

import dev.kitsune.update.Deadlines;
import java.time.Duration;
import java.util.Locale;

/** What can be wrong with an update, on any program (the fault matrix of a DSU system). */
public enum Fault {
  /** A class that the new main class makes an object of is not in the jar. */
  CLASS_MISSING(FaultyJar.Edit.WITHOUT_A_CLASS),

  /** The new main method's code does not verify. */
  FAILS_VERIFICATION(FaultyJar.Edit.UNVERIFIABLE_MAIN),

  /** The new main class's static initialiser throws. */
  INITIALISER_THROWS(FaultyJar.Edit.THROWING_INITIALISER),

  /** The new main class's static initialiser fills the heap. */
  OUT_OF_MEMORY(FaultyJar.Edit.GREEDY_INITIALISER),

  /** The rules of the step throw. */
  RULE_THROWS(FaultyJar.Edit.THROWING_RULES),

  /** The new main method throws at once. */
  MAIN_THROWS(FaultyJar.Edit.THROWING_MAIN),

  /** The new main method returns before it reaches its point. */
  MAIN_RETURNS(FaultyJar.Edit.RETURNING_MAIN),

  /** The new main method loops for ever before its point. */
  MAIN_LOOPS(FaultyJar.Edit.LOOPING_MAIN),

  /** The new main method waits for ever before its point. */
  MAIN_WAITS(FaultyJar.Edit.WAITING_MAIN),

  /** The new main method ends the process before its point. */
  MAIN_EXITS(FaultyJar.Edit.EXITING_MAIN),

  /** The new main method loops, and a second update is asked for meanwhile. */
  SECOND_UPDATE(FaultyJar.Edit.LOOPING_MAIN);

  private static final Duration RESTART = Duration.ofSeconds(2);
  private static final Duration PLENTY = Duration.ofSeconds(60);

  private final FaultyJar.Edit edit;

  Fault(FaultyJar.Edit edit) {
    this.edit = edit;
  }

  /** Returns what is done to the version's jar. */
  FaultyJar.Edit edit() {
    return edit;
  }

  /** Returns the deadlines that the update is given. */
  Deadlines deadlines() {
    return new Deadlines(PLENTY, PLENTY, RESTART);
  }

  /** Returns how reports name it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
