package dev.kitsune.update;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** JFR events of an update: one for the whole, one for each phase. */
final class UpdateEvent {

  private UpdateEvent() {}

  /** The whole update, from request to outcome. */
  @Name("dev.kitsune.Update")
  @Label("Update")
  @Category("Kitsune")
  @Description("An update of the running program, from request to commit or roll-back")
  @StackTrace(false)
  static final class Whole extends Event {
    @Label("From")
    @Nullable String from;

    @Label("To")
    @Nullable String to;

    @Label("Outcome")
    @Nullable String outcome;

    @Label("Cause")
    @Nullable String cause;

    @Label("Pause in ms")
    double pauseMillis;

    @Label("Objects visited")
    long visited;

    @Label("Objects copied")
    long copied;

    @Label("Units reloaded")
    int unitsReloaded;

    @Label("Units kept")
    int unitsKept;
  }

  /** One phase. */
  @Name("dev.kitsune.UpdatePhase")
  @Label("Update phase")
  @Category("Kitsune")
  @Description("One phase of an update: prepare, quiesce, transform, restart, commit or roll-back")
  @StackTrace(false)
  static final class Phase extends Event {
    @Label("Phase")
    @Nullable String phase;

    @Label("From")
    @Nullable String from;

    @Label("To")
    @Nullable String to;
  }
}
