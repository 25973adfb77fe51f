package dev.kitsune.kv.server;

import dev.kitsune.Gate;
import dev.kitsune.kv.persistence.BackgroundWork;
import dev.kitsune.kv.persistence.DumpFile;
import dev.kitsune.kv.server.PersistenceSettings.SavePoint;
import dev.kitsune.kv.store.Keyspace;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Saving all databases: at once, or beside the commands. Used inside turns of the gate. */
public final class Saves {

  /** What became of a background save. */
  enum Outcome {
    NONE,
    SAVED,
    FAILED
  }

  private static final long PID = ProcessHandle.current().pid();

  private final Settings settings;
  private final Keyspace keyspace;
  private final Gate gate;
  private long lastSave; // seconds since 1970
  private @Nullable BackgroundWork work;
  private long changesBefore; // when the background save began
  private long started; // background saves so far

  Saves(Settings settings, Keyspace keyspace, Gate gate) {
    this.settings = settings;
    this.keyspace = keyspace;
    this.gate = gate;
    lastSave = keyspace.now();
  }

  /** Returns when the last save succeeded, or the server started, in seconds since 1970. */
  public long lastSave() {
    return lastSave;
  }

  /** Returns whether a background save runs. */
  public boolean isRunning() {
    return work != null;
  }

  /** Saves at once; returns whether it succeeded. */
  public boolean save() {
    try {
      DumpFile.write(
          keyspace,
          settings.persistence().file("temp-" + PID + ".rdb"),
          settings.persistence().dump(),
          settings.persistence().isCompressing());
    } catch (IOException e) {
      Log.write(settings, LogLevel.WARNING, "Error saving DB on disk: " + e);
      return false;
    }
    Log.write(settings, LogLevel.NOTICE, "DB saved on disk");
    keyspace.setChanges(0);
    lastSave = keyspace.now();
    return true;
  }

  /** Begins to save in the background; returns whether it could begin. None may run yet. */
  public boolean start() {
    try {
      changesBefore = keyspace.changes();
      work =
          BackgroundWork.dump(
              "background-save-" + ++started,
              gate,
              keyspace,
              settings.persistence().file("temp-bg-" + PID + "-" + started + ".rdb"),
              settings.persistence().dump(),
              settings.persistence().isCompressing());
    } catch (IOException e) {
      Log.write(settings, LogLevel.WARNING, "Can't save in background: " + e);
      return false;
    }
    Log.write(settings, LogLevel.NOTICE, "Background saving started by pid " + PID);
    return true;
  }

  /** Gives up the background save that runs, if one does. */
  public void cancel() {
    if (work != null) {
      work.cancel();
    }
  }

  /** Takes notice of the end of a background save. */
  Outcome reap() {
    BackgroundWork ended = work;
    if (ended == null || ended.state() == BackgroundWork.State.RUNNING) {
      return Outcome.NONE;
    }
    work = null;
    switch (ended.state()) {
      case DONE -> {
        Log.write(settings, LogLevel.NOTICE, "Background saving terminated with success");
        keyspace.setChanges(keyspace.changes() - changesBefore);
        lastSave = keyspace.now();
        return Outcome.SAVED;
      }
      case FAILED ->
          Log.write(settings, LogLevel.WARNING, "Background saving error: " + ended.failure());
      default -> Log.write(settings, LogLevel.WARNING, "Background saving terminated by signal");
    }
    return Outcome.FAILED;
  }

  /** Begins a background save if one of the save points asks for it. */
  void startIfDue() {
    for (SavePoint point : settings.persistence().savePoints()) {
      if (keyspace.changes() >= point.changes() && keyspace.now() - lastSave > point.seconds()) {
        Log.write(
            settings,
            LogLevel.NOTICE,
            "%d changes in %d seconds. Saving...".formatted(point.changes(), point.seconds()));
        start();
        return;
      }
    }
  }
}
