package dev.kitsune.update;

import dev.kitsune.internal.NotedFrames;
import dev.kitsune.internal.Runtime;
import dev.kitsune.xf.run.StepRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The noted frames of a parked thread as a version has them that the state passes through. */
final class MovedFrames {

  private final StateMigration migration;
  private final StepRules rules;
  private final HeldState before;
  private final List<NotedFrames.Snapshot> frames = new ArrayList<>();

  MovedFrames(StateMigration migration, StepRules rules, HeldState before) {
    this.migration = migration;
    this.rules = rules;
    this.before = before;
  }

  /** Returns the frames, innermost first. */
  List<NotedFrames.Snapshot> frames() {
    before.frames().forEach(this::byName);
    rules.localTargets().forEach(this::byRule);
    return frames;
  }

  private void byName(NotedFrames.Snapshot frame) {
    String className = rules.newName(frame.className());
    Map<String, @Nullable Object> locals = new HashMap<>();
    frame
        .locals()
        .forEach((name, value) -> {
          StepRules.LocalName own =
              new StepRules.LocalName(frame.className(), frame.methodName(), name);
          if (own.equals(rules.localSource(className, frame.methodName(), name))) {
            locals.put(name, migration.fresh(value));
          }
        });
    frames.add(new NotedFrames.Snapshot(className, frame.methodName(), frame.descriptor(), locals));
  }

  private void byRule(StepRules.LocalName target) {
    Optional<Runtime.Local> value =
        migration.local(before.thread(), target.className(), target.methodName(), target.name());
    if (value.isEmpty()) {
      return;
    }
    for (NotedFrames.Snapshot frame : frames) {
      if (frame.className().equals(target.className())
          && frame.methodName().equals(target.methodName())) {
        frame.locals().put(target.name(), value.get().value());
        return;
      }
    }
    Map<String, @Nullable Object> locals = new HashMap<>();
    locals.put(target.name(), value.get().value());
    frames.add(new NotedFrames.Snapshot(target.className(), target.methodName(), "", locals));
  }
}
