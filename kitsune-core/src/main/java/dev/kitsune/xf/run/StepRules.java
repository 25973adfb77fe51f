package dev.kitsune.xf.run;

import dev.kitsune.transform.Rules;
import dev.kitsune.xf.step.IndexedRule;
import dev.kitsune.xf.step.IndexedRule.Ref;
import dev.kitsune.xf.step.StepIndex;
import dev.kitsune.xf.step.StepNames;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A step's rules as the transformation asks for them; used by one update. */
public final class StepRules implements Rules {

  /** The rules of a step without a specification. */
  public static final StepRules NONE =
      new StepRules(
          new StepIndex(StepIndex.FORMAT, "", "", "", "", Map.of(), List.of(), List.of()),
          null,
          null,
          null);

  /** A value that a rule gave to a local of the new version. */
  public record Value(@Nullable Object value) {}

  /** A local of the old version. */
  public record LocalName(String className, String methodName, String name) {}

  /** An entry in either version. */
  public record EntryName(String className, String methodName) {}

  /**
   * A thread that the step adds.
   *
   * @param state what its entry is given
   */
  public record AddedThread(
      String name,
      String className,
      String methodName,
      String descriptor,
      @Nullable Object state) {}

  private final StepIndex index;
  private final @Nullable VersionClasses classes;
  private final @Nullable Transformer transformer;
  private final @Nullable Sites sites;
  private final Map<String, IndexedRule> bySource = new HashMap<>();
  private final Map<String, IndexedRule> byTarget = new HashMap<>();
  private final Map<IndexedRule, Body> bodies = new HashMap<>();
  private final Map<String, Value> localValues = new HashMap<>();
  private final List<AddedThread> added = new ArrayList<>();
  private final Set<Field> written = new LinkedHashSet<>();
  private @Nullable Moving moving;
  private long applied;

  StepRules(
      StepIndex index,
      @Nullable VersionClasses classes,
      @Nullable Transformer transformer,
      @Nullable Sites sites) {
    this.index = index;
    this.classes = classes;
    this.transformer = transformer;
    this.sites = sites;
    for (IndexedRule rule : index.rules()) {
      if (rule.from() != null && !rule.kind().equals("OPAQUE")) {
        bySource.putIfAbsent(key(rule.from()), rule);
      } else if (rule.from() != null) {
        bySource.put("opaque " + key(rule.from()), rule);
      }
      if (rule.method() != null && rule.to() != null && isForObjects(rule.to())) {
        bodies.put(rule, transformer().body(rule)); // now, since it is not yet the pause
      }
      if (rule.to() != null) {
        byTarget.put(key(rule.to()), rule);
      }
    }
  }

  private static boolean isForObjects(Ref to) {
    return to.kind().equals("field") || to.kind().equals("class");
  }

  private static String key(Ref ref) {
    return switch (ref.kind()) {
      case "class" -> "class " + ref.owner();
      case "local" -> "local " + ref.owner() + "." + ref.method() + "#" + ref.name();
      case "entry" -> "entry " + ref.owner() + "::" + ref.method();
      case "enum constant" -> "constant " + ref.owner() + "." + ref.name();
      default -> key(ref.kind().equals("static"), ref.owner(), String.valueOf(ref.name()));
    };
  }

  private static String key(boolean isStatic, String owner, String name) {
    return (isStatic ? "static " : "field ") + owner + "." + name;
  }

  private static String key(Field field) {
    return key(
        Modifier.isStatic(field.getModifiers()),
        field.getDeclaringClass().getName(),
        field.getName());
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return index.rules().isEmpty();
  }

  @Override
  public String newName(String oldClass) {
    return index.renamed().getOrDefault(oldClass, oldClass);
  }

  /** Whether another class took the old class's name. */
  boolean isTaken(String oldClass) {
    return !index.renamed().containsKey(oldClass) && index.renamed().containsValue(oldClass);
  }

  /** Returns the name that the new version's class had in the old one. */
  public String oldName(String newClass) {
    for (Map.Entry<String, String> each : index.renamed().entrySet()) {
      if (each.getValue().equals(newClass)) {
        return each.getKey();
      }
    }
    return newClass;
  }

  @Override
  public boolean isDropped(Class<?> old) {
    IndexedRule rule = bySource.get("class " + old.getName());
    return rule != null && rule.kind().equals("DROP");
  }

  @Override
  public boolean isUsed(Field old) {
    return bySource.containsKey(key(old));
  }

  @Override
  public boolean isOpaque(Field field) {
    return bySource.containsKey("opaque " + key(field));
  }

  /** Returns the rule for a new field, final ones with contents of their own left out. */
  private @Nullable IndexedRule rule(Field fresh) {
    return byTarget.get(key(fresh));
  }

  @Override
  public @Nullable Source source(Field fresh) {
    IndexedRule rule = rule(fresh);
    if (rule == null || isMark(rule)) {
      return null;
    }
    Ref from = rule.from();
    if (from == null || rule.method() != null || rule.keepsOwn() || from.kind().equals("local")) {
      return Source.CODE;
    }
    return new Source(from.owner(), from.name());
  }

  /** Whether the rule only says whose value the static of an old one's name has. */
  private boolean isMark(IndexedRule rule) {
    Ref from = rule.from();
    Ref to = rule.to();
    return from != null
        && to != null
        && isWithoutCode(rule)
        && Objects.equals(from.name(), to.name())
        && newName(from.owner()).equals(to.owner());
  }

  private static boolean isWithoutCode(IndexedRule rule) {
    Ref from = rule.from();
    Ref to = rule.to();
    return from != null
        && to != null
        && from.kind().equals("static")
        && to.kind().equals("static")
        && rule.method() == null;
  }

  /** Returns the rules by which a static has the value of an old one, or keeps its own. */
  List<IndexedRule> marking() {
    return index.rules().stream().filter(StepRules::isWithoutCode).toList();
  }

  @Override
  public List<Field> movedTo(Field old) {
    List<Field> fields = new ArrayList<>();
    for (IndexedRule rule : index.rules()) {
      Ref from = rule.from();
      Ref to = rule.to();
      if (from != null
          && to != null
          && to.kind().equals("static")
          && rule.method() == null
          && !rule.keepsOwn()
          && !isMark(rule)
          && key(from).equals(key(old))) {
        fields.add(field(to));
      }
    }
    return fields;
  }

  private Field field(Ref ref) {
    Class<?> type = classes().newClass(ref.owner());
    try {
      Field field =
          Objects.requireNonNull(type, ref.owner()).getDeclaredField(String.valueOf(ref.name()));
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("the index was checked against the classes", e);
    }
  }

  private VersionClasses classes() {
    return Objects.requireNonNull(classes, "rules have classes");
  }

  private Transformer transformer() {
    return Objects.requireNonNull(transformer, "a rule with code has a transformer");
  }

  @Override
  public @Nullable String constant(Class<?> oldEnum, String name) {
    IndexedRule rule = bySource.get("constant " + oldEnum.getName() + "." + name);
    if (rule == null) {
      return name;
    }
    applied++;
    return rule.to() == null ? null : rule.to().name();
  }

  @Override
  public List<Body> bodies(Class<?> old, Class<?> fresh) {
    List<Body> found = new ArrayList<>();
    List<Class<?>> hierarchy = new ArrayList<>();
    for (Class<?> c = fresh; c != null; c = c.getSuperclass()) {
      hierarchy.add(0, c);
    }
    for (Class<?> each : hierarchy) {
      for (String kind : List.of("field", "class")) {
        for (IndexedRule rule : index.rules()) {
          Ref to = rule.to();
          if (rule.method() != null
              && to != null
              && to.kind().equals(kind)
              && to.owner().equals(each.getName())
              && isBase(old, rule)) {
            found.add(Objects.requireNonNull(bodies.get(rule)));
          }
        }
      }
    }
    return found;
  }

  private static boolean isBase(Class<?> old, IndexedRule rule) {
    Ref from = rule.from();
    String base = from != null ? from.owner() : rule.base();
    for (Class<?> c = old; c != null && base != null; c = c.getSuperclass()) {
      if (c.getName().equals(base)) {
        return true;
      }
    }
    return base == null;
  }

  @Override
  public boolean hasValues() {
    return !isEmpty();
  }

  @Override
  public void before(Moving now) {
    moving = now;
    if (sites != null) {
      sites.moving(now);
    }
    run("PRE");
  }

  @Override
  public void after() {
    run("POST");
  }

  private void run(String kind) {
    for (IndexedRule rule : index.rules()) {
      if (rule.kind().equals(kind) && rule.method() != null) {
        applied++;
        transformer().run(rule);
      }
    }
  }

  @Override
  public void values(List<Captured> locals) {
    for (IndexedRule rule : index.rules()) {
      Ref to = rule.to();
      if (to == null) {
        continue;
      }
      switch (to.kind()) {
        case "static" -> staticValue(rule, to, locals);
        case "local" -> localValue(rule, to, locals);
        case "entry" -> addThread(rule, to);
        default -> {}
      }
    }
  }

  private void staticValue(IndexedRule rule, Ref to, List<Captured> locals) {
    Ref from = rule.from();
    if (rule.keepsOwn() || isMark(rule)) {
      return;
    }
    if (from != null && from.kind().equals("local")) {
      for (Captured local : locals) {
        if (is(local, from)) {
          applied++;
          if (rule.method() == null) {
            set(field(to), moving().move(local.value()));
          } else {
            transformer().set(rule, "in$", local.value());
            transformer().run(rule);
          }
          written.add(field(to));
          return; // the innermost frame of the first thread that has it
        }
      }
      return;
    }
    if (rule.method() == null) {
      applied++; // the transformation itself did it
      return;
    }
    if (from == null || isInitialized(from)) {
      applied++;
      transformer().run(rule);
      written.add(field(to));
    }
  }

  private boolean isInitialized(Ref from) {
    Class<?> type = classes().oldClass(from.owner());
    return type != null && (moving().isInitialized(type) || classes().fresh().owns(type));
  }

  private void localValue(IndexedRule rule, Ref to, List<Captured> locals) {
    Ref from = rule.from();
    if (rule.keepsOwn()) {
      return;
    }
    if (from == null || from.kind().equals("static")) {
      if (from != null && !isInitialized(from)) {
        return;
      }
      applied++;
      localValues.put(key(to), new Value(computed(rule, from)));
      return;
    }
    if (rule.method() == null) {
      return; // looked up when asked for
    }
    for (Captured local : locals) {
      String target = local.thread() + " " + key(to);
      if (is(local, from) && !localValues.containsKey(target)) {
        applied++;
        transformer().set(rule, "in$", local.value());
        transformer().run(rule);
        localValues.put(target, new Value(transformer().get(rule, "out$")));
      }
    }
  }

  private @Nullable Object computed(IndexedRule rule, @Nullable Ref from) {
    if (rule.method() != null) {
      transformer().run(rule);
      Object value = transformer().get(rule, "out$");
      // From a collection that is not repaired yet, and cast to nothing on its way.
      return value != null && moving().isOld(value) ? moving().move(value) : value;
    }
    Ref source = Objects.requireNonNull(from, "a rule without code has a source");
    try {
      Field field =
          Objects.requireNonNull(classes().oldClass(source.owner()))
              .getDeclaredField(String.valueOf(source.name()));
      field.setAccessible(true);
      return moving().move(field.get(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the index was checked against the classes", e);
    }
  }

  private void addThread(IndexedRule rule, Ref to) {
    if (!rule.kind().equals("INIT")) {
      return;
    }
    applied++;
    String method = String.valueOf(to.method());
    added.add(
        new AddedThread(
            rule.threadName() == null ? method : rule.threadName(),
            to.owner(),
            method,
            String.valueOf(to.descriptor()),
            rule.method() == null ? null : computed(rule, null)));
  }

  private static boolean is(Captured local, Ref from) {
    return local.className().equals(from.owner())
        && local.methodName().equals(from.method())
        && local.name().equals(from.name());
  }

  private static void set(Field field, @Nullable Object value) {
    try {
      field.set(null, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private Moving moving() {
    return Objects.requireNonNull(moving, "no transformation is under way");
  }

  @Override
  public Set<Field> written() {
    return written;
  }

  @Override
  public long applied() {
    return applied;
  }

  /** Returns what a rule gave to a local of the new version's thread, or null. */
  public @Nullable Value local(String thread, String className, String method, String name) {
    String key = "local " + className + "." + method + "#" + name;
    Value own = localValues.get(thread + " " + key);
    return own != null ? own : localValues.get(key);
  }

  /**
   * Returns the old local that a new one takes its value from, or null if it keeps the value that
   * the new version's code gives it.
   */
  public @Nullable LocalName localSource(String className, String method, String name) {
    IndexedRule rule = byTarget.get("local " + className + "." + method + "#" + name);
    if (rule == null) {
      return new LocalName(oldName(className), method, name);
    }
    Ref from = rule.from();
    return from == null || rule.keepsOwn() || rule.method() != null || !from.kind().equals("local")
        ? null
        : new LocalName(from.owner(), String.valueOf(from.method()), String.valueOf(from.name()));
  }

  /** Returns the new version's locals that rules are about. */
  public List<LocalName> localTargets() {
    List<LocalName> targets = new ArrayList<>();
    for (IndexedRule rule : index.rules()) {
      Ref to = rule.to();
      if (to != null && to.kind().equals("local")) {
        targets.add(
            new LocalName(to.owner(), String.valueOf(to.method()), String.valueOf(to.name())));
      }
    }
    return targets;
  }

  /** Returns where a thread of the old version goes on, or null if it does not. */
  public @Nullable EntryName entry(String className, String method) {
    IndexedRule rule = bySource.get("entry " + className + "::" + method);
    if (rule == null) {
      return new EntryName(newName(className), method);
    }
    applied++;
    Ref to = rule.to();
    return to == null ? null : new EntryName(to.owner(), String.valueOf(to.method()));
  }

  /** Returns the threads to start at commit. */
  public List<AddedThread> added() {
    return added;
  }

  /** Lets go of the transformation; after commit or roll-back. */
  public void end() {
    moving = null;
    if (sites != null) {
      sites.moving(null);
    }
    localValues.clear();
    added.clear();
    written.clear();
  }

  /** Returns the name of the specification, for messages. */
  String file() {
    return index.file().isEmpty() ? StepNames.INDEX : index.file();
  }
}
