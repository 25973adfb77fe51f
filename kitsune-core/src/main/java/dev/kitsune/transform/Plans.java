package dev.kitsune.transform;

import dev.kitsune.unit.Lambdas;
import java.lang.ref.PhantomReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plans of all classes that a walk meets, made when first met, and what was noticed then. */
final class Plans {

  private final VersionPair pair;
  private final Set<Class<?>> bound;
  private final Map<Class<?>, ClassPlan> plans = new HashMap<>();
  private final Map<Class<?>, Boolean> inert = new HashMap<>();
  private final Set<Class<?>> computing = new HashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Map<List<Class<?>>, Filler> enumFillers = new HashMap<>();
  private final Map<Field, Pruning.Edge> edges = new HashMap<>();
  private final Map<Class<?>, Lambdas> lambdas = new HashMap<>();
  private final @Nullable Pruning pruning;

  /**
   * @param bound classes of objects whose counterparts are known before the walk; references to
   *     such classes are never skipped
   * @param prunes whether references are skipped because of the types of their declarations
   */
  Plans(VersionPair pair, Set<Class<?>> bound, boolean prunes) {
    this.pair = pair;
    this.bound = bound;
    this.pruning = prunes ? new Pruning(pair, bound) : null;
  }

  /** Returns the plan for objects of exactly this class. */
  synchronized ClassPlan of(Class<?> type) {
    ClassPlan plan = plans.get(type);
    if (plan == null) {
      plan = make(type);
      plan.bound = bound.contains(type);
      plan.identityHash = hasIdentityHash(type);
      plan.id = plans.size();
      plans.put(type, plan);
    }
    return plan;
  }

  /** Returns the plan for objects of exactly this class, one of which was met. */
  synchronized ClassPlan met(Class<?> type) {
    ClassPlan plan = of(type);
    if (!plan.used) {
      plan.used = true;
      notes.addAll(plan.notes);
    }
    return plan;
  }

  /** Returns classes whose objects have known counterparts, and of which these plans know not. */
  Set<Class<?>> unforeseen(Set<Class<?>> boundNow) {
    Set<Class<?>> unforeseen = new LinkedHashSet<>(boundNow);
    unforeseen.removeAll(bound);
    return unforeseen;
  }

  /** Makes the plans that a walk will ask for, before it is under way. */
  void prepare() {
    pair.keptClasses().forEach(this::prepare);
    for (Class<?> type : pair.changedClasses()) {
      prepare(type); // new ones too, which containers hold when they are put in order
      boolean isOldEnum = Enum.class.isAssignableFrom(type) && pair.isOld(type);
      Class<?> fresh = isOldEnum ? pair.newClass(type) : null;
      if (fresh != null) {
        prepareConstants(type, fresh);
      }
    }
    Registry.classes().forEach(this::of);
  }

  private void prepare(Class<?> type) {
    if (!type.isInterface() && !Modifier.isAbstract(type.getModifiers())) {
      of(type);
      of(type.arrayType());
    }
    for (Field field : type.getDeclaredFields()) {
      if (Statics.isKeptRoot(field)) {
        edge(field);
      }
    }
  }

  private void prepareConstants(Class<?> old, Class<?> fresh) {
    try {
      constants(old, fresh);
    } catch (Copier.Refusal e) {
      return; // told when a constant is met, and only then
    }
  }

  /** Returns how what the field refers to is followed. */
  synchronized Pruning.Edge edge(Field field) {
    Pruning decides = pruning;
    if (pair.rules().isOpaque(field)) {
      return Pruning.Edge.SKIP;
    }
    return decides == null ? Pruning.Edge.FOLLOW : edges.computeIfAbsent(field, decides::edge);
  }

  /** Whether no object of a changed unit can be behind the field, by its declaration. */
  boolean isPruned(Field field) {
    return edge(field) == Pruning.Edge.SKIP;
  }

  /** Returns the slot of a field that is followed. */
  Slot slot(Field field) {
    Slot slot = Access.slot(field);
    return edge(field) == Pruning.Edge.SHELL ? slot.asShell() : slot;
  }

  /** Returns all plans made until now. */
  synchronized List<ClassPlan> all() {
    return new ArrayList<>(plans.values());
  }

  /** Adds a note, once. */
  synchronized void note(String note) {
    notes.add(note);
  }

  /** Returns what was noticed. */
  synchronized Set<String> notes() {
    return new LinkedHashSet<>(notes);
  }

  boolean isProgram(Class<?> type) {
    return pair.isProgram(type);
  }

  Rules rules() {
    return pair.rules();
  }

  /** Returns the new version's class, the class itself if it stays, or null if it is gone. */
  @Nullable Class<?> translate(Class<?> type) {
    if (type.isArray()) {
      Class<?> component = translate(type.getComponentType());
      return component == null
          ? null
          : component == type.getComponentType() ? type : component.arrayType();
    }
    if (type.isHidden()) {
      return isOldHost(type) ? null : type;
    }
    return pair.isOld(type) ? pair.newClass(type) : type;
  }

  /** Checks that values of the old field may go into the new one. */
  void checkType(Field old, Field fresh) throws Copier.Refusal {
    Class<?> from = old.getType();
    Class<?> to = fresh.getType();
    if (from.descriptorString().equals(to.descriptorString())) {
      return;
    }
    Class<?> now = translate(from);
    if (from.isPrimitive() || to.isPrimitive() || now == null || !to.isAssignableFrom(now)) {
      throw new Copier.Refusal(
          "field "
              + old.getDeclaringClass().getName()
              + "."
              + old.getName()
              + " has another type in the new version: from="
              + from.getTypeName()
              + ", to="
              + to.getTypeName()
              + "; keep the type, or give the new field another name");
    }
  }

  /** Returns how objects of the class, or of a platform class that it extends, keep contents. */
  @Nullable Contents contentsOf(Class<?> type) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      Contents contents =
          pair.isProgram(c)
              ? null
              : Platform.isLibrary(c) ? LibraryContents.of(c) : Registry.contents(c);
      if (contents != null) {
        return contents;
      }
    }
    return null;
  }

  /**
   * Whether a reference of this declared type needs not be followed: the types of all objects that
   * it can refer to are known, and none reaches an object of a changed unit.
   */
  boolean isInert(Class<?> declared) {
    if (declared.isPrimitive() || Registry.BOXES.contains(declared)) {
      return true;
    }
    if (declared.isArray()) {
      return !bound.contains(declared) && isInert(declared.getComponentType());
    }
    if (declared.isEnum()) {
      return !pair.isOld(declared); // constants of kept enums are reached from their statics
    }
    return Modifier.isFinal(declared.getModifiers()) && holdsNothing(declared);
  }

  /** Whether objects of exactly this class hold only what is inert. */
  private boolean holdsNothing(Class<?> type) {
    Boolean known = inert.get(type);
    if (known != null) {
      return known;
    }
    if (bound.contains(type)
        || pair.isOld(type)
        || type.isHidden() && isOldHost(type)
        || type == Class.class
        || Remakers.contains(type)) {
      inert.put(type, false);
      return false;
    }
    if (!type.isHidden() && !pair.isProgram(type) && !Platform.isFollowed(type)) {
      inert.put(type, true);
      return true;
    }
    if (!computing.add(type)) {
      return true; // a cycle of such types is inert too
    }
    boolean result = contentsOf(type) == null && !hasFollowed(type);
    computing.remove(type);
    if (!result || computing.isEmpty()) { // else it rests on what is assumed of an outer type
      inert.put(type, result);
    }
    return result;
  }

  private ClassPlan make(Class<?> type) {
    if (type.isArray()) {
      return makeArray(type);
    }
    if (type == Class.class) {
      return new ClassPlan(type, ClassPlan.Kind.CLASS);
    }
    if (type.isHidden()) {
      return makeHidden(type);
    }
    Remaker remaker = Remakers.of(type, this);
    if (remaker != null) {
      return ClassPlan.remake(type, remaker);
    }
    if (pair.isOld(type)) {
      return makeOld(type);
    }
    if (!pair.isProgram(type) && !Platform.isFollowed(type)) {
      if (PhantomReference.class.isAssignableFrom(type)) {
        return keep(type); // what Cleaner.register returns
      }
      ClassPlan plan = new ClassPlan(type, ClassPlan.Kind.STAY);
      plan.opaque = !Platform.isQuiet(type);
      return plan;
    }
    if (holdsNothing(type)) {
      return new ClassPlan(type, ClassPlan.Kind.STAY);
    }
    return type.isRecord() && !pair.isProgram(type)
        ? ClassPlan.remake(type, LambdaRemaker.sameClass(type))
        : keep(type);
  }

  private ClassPlan makeHidden(Class<?> type) {
    if (isOldHost(type)) {
      ClassPlan plan = ClassPlan.remake(type, LambdaRemaker.renewed(type, this));
      plan.ofOldUnit = true;
      return plan;
    }
    if (isAccessible(type)) {
      return holdsNothing(type)
          ? new ClassPlan(type, ClassPlan.Kind.STAY)
          : ClassPlan.remake(type, LambdaRemaker.sameClass(type));
    }
    ClassPlan plan = new ClassPlan(type, ClassPlan.Kind.STAY);
    plan.opaque = type.getDeclaredFields().length > 0; // it may have captured anything
    return plan;
  }

  private ClassPlan makeArray(Class<?> type) {
    Class<?> component = type.getComponentType();
    Class<?> translated = translate(component);
    if (translated == null) {
      return ClassPlan.refuse(type, gone(type));
    }
    if (translated != component) {
      ClassPlan plan = new ClassPlan(type, ClassPlan.Kind.COPY_ARRAY);
      plan.target = translated;
      return plan;
    }
    boolean inert = isInert(component) || pruning != null && !pruning.mayReach(component);
    return new ClassPlan(type, inert ? ClassPlan.Kind.STAY : ClassPlan.Kind.ARRAY);
  }

  private ClassPlan makeOld(Class<?> type) {
    if (Thread.class.isAssignableFrom(type) || ClassLoader.class.isAssignableFrom(type)) {
      return ClassPlan.refuse(
          type,
          "a thread or loader of a changed class is held in state: class="
              + type.getName()
              + "; start it with Kitsune.thread");
    }
    if (PhantomReference.class.isAssignableFrom(type)) {
      return ClassPlan.refuse(
          type,
          "a phantom reference of a changed class is held in state: class="
              + type.getName()
              + "; it cannot be asked what it refers to: keep its class in a unit that does not"
              + " change");
    }
    if (pair.rules().isDropped(type)) {
      return new ClassPlan(type, ClassPlan.Kind.DROP);
    }
    Class<?> target = pair.newClass(type);
    if (Enum.class.isAssignableFrom(type)) {
      // The class of a constant with a body may be gone while the constant is not.
      ClassPlan plan = new ClassPlan(type, ClassPlan.Kind.ENUM);
      plan.forward = Forwarding.of(type);
      plan.refs = followed(type, null, plan);
      plan.bodies = target == null ? List.of() : pair.rules().bodies(type, target);
      return plan;
    }
    if (target == null) {
      return ClassPlan.refuse(type, gone(type));
    }
    if (Modifier.isAbstract(target.getModifiers())) {
      return ClassPlan.refuse(
          type,
          "class "
              + type.getName()
              + " became abstract, but objects of it are held in state;"
              + " keep a class of that name that can have objects");
    }
    try {
      ClassPlan plan = new ClassPlan(type, ClassPlan.Kind.COPY);
      plan.target = target;
      plan.copier = copier(type, target);
      plan.refs = plan.copier.refs();
      plan.contents = plan.copier.contents();
      plan.notes = plan.copier.notes();
      plan.pruned = plan.copier.pruned();
      plan.forward = Forwarding.of(type);
      plan.bodies = pair.rules().bodies(type, target);
      plan.filler = AccessorWriter.copying(plan, plan.copier, plan.forward);
      plan.accessor = plan.forward == null ? null : plan.filler;
      return plan;
    } catch (Copier.Refusal e) {
      return ClassPlan.refuse(type, String.valueOf(e.getMessage()));
    }
  }

  /** Returns what fills new objects, which no constructor saw. */
  private Copier copier(Class<?> old, Class<?> fresh) throws Copier.Refusal {
    return new Copier.Builder(this, old, fresh, false, field -> true).build();
  }

  /** Returns what fills an object of the new version that its own code made. */
  synchronized Accessor carrier(Class<?> old, Class<?> fresh) throws Copier.Refusal {
    return used(filler(old, new Copier.Builder(this, old, fresh, true, field -> true).build()));
  }

  /** Returns what carries the state of an enum constant: the fields that were not final. */
  synchronized Accessor enumFiller(Class<?> old, Class<?> fresh) throws Copier.Refusal {
    return used(constants(old, fresh));
  }

  /** What fills an object that its own code made, and what is noted if there is one. */
  private record Filler(Accessor accessor, List<String> notes) {}

  private Accessor used(Filler filler) {
    notes.addAll(filler.notes());
    return filler.accessor();
  }

  private Filler constants(Class<?> old, Class<?> fresh) throws Copier.Refusal {
    List<Class<?>> key = List.of(old, fresh);
    Filler known = enumFillers.get(key);
    if (known == null) {
      known =
          filler(old, new Copier.Builder(this, old, fresh, true, this::isMutableEnumField).build());
      enumFillers.put(key, known);
    }
    return known;
  }

  private Filler filler(Class<?> old, Copier copier) {
    return new Filler(AccessorWriter.copying(of(old), copier, null), copier.notes());
  }

  private boolean isMutableEnumField(Field field) {
    return pair.isProgram(field.getDeclaringClass())
        && !Facts.isFinal(pair, field)
        && !field.isSynthetic();
  }

  private ClassPlan keep(Class<?> type) {
    ClassPlan plan = new ClassPlan(type, ClassPlan.Kind.KEEP);
    Contents contents = contentsOf(type);
    plan.contents = contents;
    plan.refs = followed(type, contents, plan);
    if (Shells.contains(type)) {
      plan.shell =
          Arrays.stream(plan.refs).filter(slot -> !Shells.isView(slot)).toArray(Slot[]::new);
    }
    plan.forward = pair.isProgram(type) ? Forwarding.of(type) : null;
    if (plan.forward != null) {
      plan.accessor = AccessorWriter.keeping(plan, plan.forward);
    }
    return plan;
  }

  /** Returns the references that are followed in objects of the class; counts the pruned ones. */
  private Slot[] followed(Class<?> type, @Nullable Contents contents, ClassPlan plan) {
    List<Slot> slots = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (isAccessible(c)) {
        for (Field field : c.getDeclaredFields()) {
          if (!isFollowed(field, contents)) {
            continue;
          }
          if (isPruned(field)) {
            plan.pruned++;
          } else {
            slots.add(slot(field));
          }
        }
      }
    }
    return slots.toArray(Slot[]::new);
  }

  private boolean hasFollowed(Class<?> type) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (isAccessible(c)) {
        for (Field field : c.getDeclaredFields()) {
          if (isFollowed(field, null) && !isPruned(field)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean isFollowed(Field field, @Nullable Contents contents) {
    return !Modifier.isStatic(field.getModifiers())
        && !field.getName().startsWith(Forwarding.WOVEN_PREFIX)
        && !Platform.isUnsettable(field)
        && (contents == null || !contents.owned().contains(Slot.label(field)))
        && !isInert(field.getType());
  }

  private boolean isAccessible(Class<?> type) {
    Class<?> host = type.isHidden() ? type.getNestHost() : type;
    return pair.isProgram(host) || Platform.isOpened(host);
  }

  private boolean isOldHost(Class<?> hidden) {
    return pair.isOld(hidden.getNestHost());
  }

  /** Returns why a class has no counterpart, and what to do. */
  String gone(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return pair.whyNone(element);
  }

  /** Returns the old version's class of this name, or null if it has none of changed units. */
  @Nullable Class<?> oldClass(String name) {
    for (Class<?> type : pair.changedClasses()) {
      if (pair.isOld(type) && type.getName().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** Returns the lambdas of a program class. */
  Lambdas lambdas(Class<?> host) {
    return lambdas.computeIfAbsent(host, type -> Lambdas.of(pair.classFile(type)));
  }

  private static boolean hasIdentityHash(Class<?> type) {
    try {
      return type.getMethod("hashCode").getDeclaringClass() == Object.class
          && type.getMethod("equals", Object.class).getDeclaringClass() == Object.class;
    } catch (NoSuchMethodException | LinkageError e) {
      return false;
    }
  }
}
