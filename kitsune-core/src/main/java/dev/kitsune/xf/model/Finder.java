package dev.kitsune.xf.model;

import dev.kitsune.unit.ClassFacts.FieldFacts;
import dev.kitsune.xf.model.TypeModel.LocalModel;
import dev.kitsune.xf.model.TypeModel.MethodModel;
import dev.kitsune.xf.syntax.Path;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks paths up in one version. */
public final class Finder {

  private final VersionTypes types;
  private final String version;

  /**
   * Makes a finder.
   *
   * @param version how messages call the version: {@code old} or {@code new}
   */
  public Finder(VersionTypes types, String version) {
    this.types = types;
    this.version = version;
  }

  /** A path that names nothing, or more than one thing; the message says what to write. */
  @SuppressWarnings("serial")
  public static final class NotFound extends Exception {
    NotFound(String message) {
      super(message);
    }
  }

  /** Returns the class of a dotted name, for {@code $oldtype(C)} and {@code $newtype(C)}. */
  public TypeModel type(String dotted) throws NotFound {
    List<TypeModel> found = types.named(dotted);
    if (found.isEmpty()) {
      throw new NotFound(noClass(dotted));
    }
    return only(dotted, found.stream().map(t -> (Item) new Item.OfClass(t)).toList()).type();
  }

  /** Returns the static of a dotted name, for {@code $old(C.f)} and {@code $new(C.f)}. */
  public Item field(String dotted) throws NotFound {
    int dot = dotted.lastIndexOf('.');
    if (dot < 0) {
      throw new NotFound(
          "expected a static with its class, found " + dotted + "; write Class.name");
    }
    Item item = member(dotted.substring(0, dot), dotted.substring(dot + 1));
    if (item == null) {
      throw new NotFound(noMember(dotted.substring(0, dot), dotted.substring(dot + 1)));
    }
    if (item instanceof Item.OfField) {
      throw new NotFound(
          dotted
              + " is no static but a field of objects; read it from an object, as in $base."
              + dotted.substring(dot + 1));
    }
    return item;
  }

  /** Returns what a path names. */
  public Item find(Path path) throws NotFound {
    if (path.entry() != null) {
      return entry(path.dotted(), path.entry());
    }
    int last = path.names().size() - 1;
    String owner = String.join(".", path.names().subList(0, last));
    if (path.local() != null) {
      if (last == 0) {
        throw new NotFound(
            "a local needs class and method: found "
                + path
                + "; write Class.method#"
                + path.local());
      }
      return local(owner, path.names().get(last), path.local());
    }
    List<TypeModel> classes = types.named(path.dotted());
    Item member = last == 0 ? null : member(owner, path.names().get(last));
    if (member != null && !classes.isEmpty()) {
      throw new NotFound(
          path
              + " is a "
              + member.what()
              + " and a class of the "
              + version
              + " version; write the class as "
              + classes.get(0).name());
    }
    if (member != null) {
      return member;
    }
    if (classes.isEmpty()) {
      throw new NotFound(
          last == 0 || types.named(owner).isEmpty()
              ? noClass(last == 0 ? path.dotted() : owner)
              : noMember(owner, path.names().get(last)));
    }
    return only(path.dotted(), classes.stream().map(t -> (Item) new Item.OfClass(t)).toList());
  }

  private @Nullable Item member(String owner, String name) throws NotFound {
    List<Item> found = new ArrayList<>();
    for (TypeModel type : types.named(owner)) {
      FieldFacts field = type.field(name);
      if (field != null) {
        found.add(
            TypeModel.isConstant(field)
                ? new Item.OfConstant(type, name)
                : Modifier.isStatic(field.access())
                    ? new Item.OfStatic(type, field)
                    : new Item.OfField(type, field));
      }
    }
    return found.isEmpty() ? null : only(owner + "." + name, found);
  }

  private Item local(String owner, String method, String name) throws NotFound {
    List<Item> found = new ArrayList<>();
    Set<String> others = new TreeSet<>();
    boolean exists = false;
    for (TypeModel type : types.named(owner)) {
      Set<LocalModel> locals = new LinkedHashSet<>();
      for (MethodModel each : type.methods()) {
        if (each.name().equals(method)) {
          exists = true;
          each.locals().forEach(local -> others.add(local.name()));
          each.locals().stream().filter(l -> l.name().equals(name)).forEach(locals::add);
        }
      }
      if (locals.size() > 1) {
        throw new NotFound(
            "several locals "
                + name
                + " of different types are in "
                + owner
                + "."
                + method
                + " of the "
                + version
                + " version; rename one of them");
      }
      locals.forEach(local -> found.add(new Item.OfLocal(type, method, local)));
    }
    if (found.isEmpty()) {
      if (types.named(owner).isEmpty()) {
        throw new NotFound(noClass(owner));
      }
      throw new NotFound(
          (exists ? "no local " + name + " in " : "no method ")
              + owner
              + "."
              + method
              + " of the "
              + version
              + " version"
              + (exists ? similar(name, others) + "; build it with javac -g" : "")
              + "");
    }
    return only(owner + "." + method + "#" + name, found);
  }

  private Item entry(String owner, String name) throws NotFound {
    List<Item> found = new ArrayList<>();
    Set<String> others = new TreeSet<>();
    for (TypeModel type : types.named(owner)) {
      List<MethodModel> named =
          type.methods().stream().filter(m -> m.isStatic() && m.name().equals(name)).toList();
      type.methods().stream().filter(MethodModel::isStatic).forEach(m -> others.add(m.name()));
      if (named.size() > 1) {
        throw new NotFound(
            "several static methods "
                + name
                + " are in "
                + owner
                + "; an entry needs its own name");
      }
      named.forEach(method -> found.add(new Item.OfEntry(type, method)));
    }
    if (found.isEmpty()) {
      throw new NotFound(
          types.named(owner).isEmpty()
              ? noClass(owner)
              : "no static method "
                  + name
                  + " in class "
                  + owner
                  + " of the "
                  + version
                  + " version"
                  + similar(name, others));
    }
    return only(owner + "::" + name, found);
  }

  private Item only(String name, List<Item> found) throws NotFound {
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new NotFound(
        name
            + " may be any of "
            + String.join(", ", found.stream().map(Item::shown).toList())
            + " in the "
            + version
            + " version; write one of these names whole");
  }

  private String noClass(String name) {
    List<String> names = new ArrayList<>();
    for (TypeModel type : types.all()) {
      names.add(name.contains(".") ? type.sourceName() : type.simpleName());
    }
    return "no class " + name + " in the " + version + " version" + similar(name, names);
  }

  private String noMember(String owner, String name) {
    Set<String> names = new TreeSet<>();
    types.named(owner).forEach(t -> t.facts().fields().forEach(f -> names.add(f.name())));
    return "no field "
        + name
        + " in class "
        + owner
        + " of the "
        + version
        + " version"
        + similar(name, names);
  }

  private static String similar(String name, Collection<String> others) {
    String best = null;
    int least = Math.max(2, name.length() / 3) + 1;
    for (String other : others) {
      int distance = Similarity.distance(name, other);
      if (distance < least) {
        best = other;
        least = distance;
      }
    }
    return best == null ? "" : "; did you mean " + best + "?";
  }
}
