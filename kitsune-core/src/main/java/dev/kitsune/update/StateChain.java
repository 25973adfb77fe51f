package dev.kitsune.update;

import dev.kitsune.internal.Cleaners;
import dev.kitsune.internal.GateControl;
import dev.kitsune.internal.Runtime;
import dev.kitsune.load.LoadedVersion;
import dev.kitsune.transform.Counts;
import dev.kitsune.xf.run.StepRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The data migration of an update over one or more steps: the state goes through each version in
 * between, whose classes are loaded and initialised, and whose code does not run.
 */
final class StateChain {

  private final List<StateMigration> stages = new ArrayList<>();
  private final List<StepRules> rules = new ArrayList<>();
  private final List<StepRules.AddedThread> added = new ArrayList<>();
  private volatile @Nullable StateMigration initialising;

  /** Adds a step; it begins where the one before ends. */
  void add(LoadedVersion from, LoadedVersion to, StepRules step) {
    stages.add(new StateMigration(from, to, step));
    rules.add(step);
  }

  private StateMigration last() {
    return stages.get(stages.size() - 1);
  }

  /** Does what needs no thread to stand still. */
  void prepare() {
    stages.forEach(StateMigration::prepare);
  }

  /** Runs the initialisers of all versions to come; see {@link StateMigration#initialise}. */
  void initialise() throws UpdateException.Transform {
    for (StateMigration stage : stages) {
      initialising = stage;
      stage.initialise();
    }
  }

  /** Returns the class whose initialiser ran last, or null if none did. */
  @Nullable String initialising() {
    StateMigration stage = initialising;
    return stage == null ? null : stage.initialising();
  }

  /** Sets what the walk calls every few thousand objects; it may throw to stop it. */
  void checkpoint(Runnable stops) {
    stages.forEach(stage -> stage.checkpoint(stops));
  }

  /** Transforms the state step by step; see {@link StateMigration#transform}. */
  void transform(List<ProgramThread> parked, List<ProgramThread> planned, List<GateControl> gates)
      throws UpdateException.Transform {
    List<HeldState> held = parked.stream().map(HeldState::of).toList();
    List<Cleaning> cleaners = Cleaning.all();
    for (int i = 0; i < stages.size(); i++) {
      StateMigration stage = stages.get(i);
      boolean isLast = i == stages.size() - 1;
      stage.transform(held, isLast ? planned : List.of(), gates, cleaners, added);
      added.replaceAll(stage::moved);
      added.removeIf(thread -> thread.className().isEmpty());
      added.addAll(rules.get(i).added());
      if (!isLast) {
        stage.installStatics();
        held = held.stream().map(stage::moved).toList();
        cleaners = cleaners.stream().map(stage::moved).toList();
      }
    }
  }

  /**
   * A registration with a cleaner as one version has it.
   *
   * @param object what is cleaned, or null if it is garbage
   * @param action what cleans
   */
  record Cleaning(
      Cleaners.Registration registration, @Nullable Object object, @Nullable Object action) {

    static List<Cleaning> all() {
      List<Cleaning> all = new ArrayList<>();
      for (Cleaners.Registration each : Cleaners.all()) {
        Object object = each.object();
        if (object != null && each.action() != null) {
          all.add(new Cleaning(each, object, each.action()));
        }
      }
      return all;
    }
  }

  /** Returns the threads that the steps add, with the state that the last version is to see. */
  List<StepRules.AddedThread> added() {
    return added;
  }

  /** Returns where a thread of the old version goes on, or null if it does not. */
  static StepRules.@Nullable EntryName entry(
      List<StepRules> rules, String className, String method) {
    StepRules.EntryName name = new StepRules.EntryName(className, method);
    for (StepRules step : rules) {
      name = name == null ? null : step.entry(name.className(), name.methodName());
    }
    return name;
  }

  /** See {@link #entry(List, String, String)}. */
  StepRules.@Nullable EntryName entry(String className, String method) {
    return entry(rules, className, method);
  }

  /** Moves registrations with cleaners to what took the place of their objects; at commit. */
  void moveCleaners() {
    last().moveCleaners();
  }

  /** Shows every root as the new version finds it. */
  void showFresh(BiConsumer<String, @Nullable Object> to) {
    last().showFresh(to);
  }

  /** Puts the transformed statics into the new version, once. */
  void installStatics() {
    last().installStatics();
  }

  /** Returns whether the new version took its statics over. */
  boolean isInstalled() {
    return last().isInstalled();
  }

  /** Returns the transformed value of a noted local of the parked thread, innermost frame first. */
  Optional<Runtime.Local> local(
      ProgramThread parked, String className, String methodName, String name) {
    return last().local(parked, className, methodName, name);
  }

  /** Undoes the shared writes, the last first, and takes back every mark. */
  void undo() {
    for (int i = stages.size() - 1; i >= 0; i--) {
      stages.get(i).undo();
    }
  }

  /** Forgets the old objects; after commit. */
  void finish() {
    stages.forEach(StateMigration::finish);
  }

  /** Returns the counts for the report, those of all steps. */
  Counts counts() {
    Counts sum = StateMigration.NOTHING;
    for (StateMigration stage : stages) {
      Counts each = stage.counts();
      sum =
          new Counts(
              sum.visited() + each.visited(),
              sum.copied() + each.copied(),
              sum.repaired() + each.repaired(),
              sum.skipped() + each.skipped(),
              sum.bytes() + each.bytes(),
              stages.size() == 1 ? each.copiedByClass() : Map.of());
    }
    return sum;
  }

  /** Returns how often rules of the steps were applied. */
  long rulesApplied() {
    return stages.stream().mapToLong(StateMigration::rulesApplied).sum();
  }

  /** Returns what the transformations noticed. */
  List<String> notes() {
    return stages.stream().flatMap(stage -> stage.notes().stream()).toList();
  }

  /** Returns the version that the state goes to. */
  LoadedVersion to() {
    return last().to();
  }

  /** Returns the versions that the state only passes through. */
  List<LoadedVersion> between() {
    return stages.subList(0, stages.size() - 1).stream().map(StateMigration::to).toList();
  }
}
