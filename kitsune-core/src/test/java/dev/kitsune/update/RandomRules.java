package dev.kitsune.update;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A random pair of versions with a random specification and random objects, as source text; and
 * what the objects are to become, by a slow interpreter of the same rules that shares nothing with
 * the real ones.
 */
final class RandomRules {

  /** What a field or static holds. */
  enum Holds {
    INT("int"),
    LONG("long"),
    TEXT("String"),
    REF(""),
    LIST("");

    private final String type;

    Holds(String type) {
      this.type = type;
    }
  }

  /** What becomes of a field or static. */
  enum Fate {
    KEPT,
    RENAMED,
    SCALED,
    MEASURED,
    DROPPED
  }

  /** A member of the old version and what the specification says of it. */
  record Member(String name, Holds holds, int target, Fate fate) {
    String newName() {
      return fate == Fate.KEPT ? name : name + "x";
    }

    Holds newHolds() {
      return fate == Fate.SCALED || fate == Fate.MEASURED ? Holds.LONG : holds;
    }
  }

  /**
   * A field that only the new version has.
   *
   * @param from the old field that its rule reads, or null for its own initialiser
   */
  record Added(String name, @Nullable String from) {}

  /** A class of both versions; {@code sum} is the field of its class rule, or null. */
  record Type(
      String name,
      String newName,
      List<Member> members,
      List<Added> added,
      @Nullable String sum,
      @Nullable String addend) {}

  /** An object of the model: its class's number and its fields by name. */
  record Node(int type, Map<String, Object> fields) {}

  private static final int TYPES = 4;
  private static final int NODES = 25;
  private static final int ROOTS = 3;

  private final Random random;
  final List<Type> types = new ArrayList<>();
  final List<Member> statics = new ArrayList<>();
  final List<Node> nodes = new ArrayList<>();
  final Map<String, Object> values = new TreeMap<>();

  RandomRules(int seed) {
    random = new Random(seed);
    for (int i = 0; i < TYPES; i++) {
      types.add(type(i));
    }
    for (int i = 0; i < 4; i++) {
      statics.add(new Member("s" + i, Holds.INT, 0, fate(Holds.INT)));
    }
    for (int i = 0; i < ROOTS; i++) {
      Fate fate = random.nextBoolean() ? Fate.KEPT : Fate.RENAMED;
      statics.add(new Member("root" + i, Holds.REF, i, fate));
    }
    for (int i = 0; i < NODES; i++) {
      nodes.add(new Node(i % TYPES, new TreeMap<>()));
    }
    for (Node node : nodes) {
      for (Member member : types.get(node.type()).members()) {
        node.fields().put(member.name(), value(member));
      }
    }
    statics.forEach(member -> values.put(member.name(), value(member)));
  }

  private Type type(int number) {
    List<Member> members = new ArrayList<>();
    members.add(new Member("a", Holds.INT, 0, Fate.KEPT));
    for (int i = 0; i < 6; i++) {
      Holds holds = List.of(Holds.INT, Holds.TEXT, Holds.REF, Holds.LIST).get(random.nextInt(4));
      members.add(new Member("f" + i, holds, random.nextInt(TYPES), fate(holds)));
    }
    List<Added> added = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      added.add(new Added("n" + i, random.nextBoolean() ? "a" : null));
    }
    boolean sums = random.nextBoolean();
    String name = "C" + number;
    return new Type(
        name,
        random.nextBoolean() ? name : "D" + number,
        members,
        added,
        sums ? "a" : null,
        sums
            ? members.stream()
                .filter(member -> member.holds() == Holds.INT)
                .reduce((one, other) -> other)
                .map(Member::name)
                .orElse("a")
            : null);
  }

  private Fate fate(Holds holds) {
    Fate fate = Fate.values()[random.nextInt(Fate.values().length)];
    return switch (fate) {
      case SCALED -> holds == Holds.INT ? fate : Fate.KEPT;
      case MEASURED -> holds == Holds.TEXT || holds == Holds.LIST ? fate : Fate.RENAMED;
      default -> fate;
    };
  }

  private Object value(Member member) {
    return switch (member.holds()) {
      case REF -> node(member.target());
      case LIST -> {
        List<Node> all = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          all.add(node(member.target()));
        }
        yield all;
      }
      case TEXT -> "t".repeat(random.nextInt(5));
      default -> random.nextInt(1000);
    };
  }

  private Node node(int type) {
    return nodes.get(type + TYPES * random.nextInt(NODES / TYPES));
  }

  // The text of both versions and of the specification.

  private String type(Holds holds, int target, boolean isNew) {
    String name = isNew ? types.get(target).newName() : types.get(target).name();
    return holds == Holds.REF ? name : holds == Holds.LIST ? "List<" + name + ">" : holds.type;
  }

  /** Returns the members of the old version's main class, with a method that makes the objects. */
  String oldMembers() {
    StringBuilder text = new StringBuilder();
    for (Type type : types) {
      text.append("static class ").append(type.name()).append(" {");
      type.members()
          .forEach(m -> text.append(type(m.holds(), m.target(), false) + " " + m.name() + "; "));
      text.append("}\n");
    }
    statics.forEach(
        m -> text.append("static " + type(m.holds(), m.target(), false) + " " + m.name() + ";\n"));
    text.append("static void make() {\n");
    for (int i = 0; i < nodes.size(); i++) {
      String name = types.get(nodes.get(i).type()).name();
      text.append(name + " o" + i + " = new " + name + "();\n");
    }
    for (int i = 0; i < nodes.size(); i++) {
      int number = i;
      nodes
          .get(i)
          .fields()
          .forEach((name, value) ->
              text.append("o" + number + "." + name + " = " + literal(value) + ";\n"));
    }
    values.forEach((name, value) -> text.append(name + " = " + literal(value) + ";\n"));
    return text.append("}\n").toString();
  }

  private String literal(Object value) {
    if (value instanceof Node node) {
      return "o" + index(node);
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(this::literal)
          .collect(Collectors.joining(", ", "new ArrayList<>(List.of(", "))"));
    }
    return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
  }

  private int index(Object node) {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i) == node) {
        return i;
      }
    }
    throw new IllegalArgumentException("no node");
  }

  /** Returns the members of the new version's main class. */
  String newMembers() {
    StringBuilder text = new StringBuilder();
    for (Type type : types) {
      text.append("static class ").append(type.newName()).append(" {");
      for (Member m : type.members()) {
        if (m.fate() != Fate.DROPPED) {
          text.append(type(m.newHolds(), m.target(), true) + " " + m.newName() + "; ");
        }
      }
      type.added().forEach(each -> text.append("long " + each.name() + " = 5; "));
      text.append("}\n");
    }
    for (Member m : statics) {
      if (m.fate() != Fate.DROPPED) {
        text.append("static " + type(m.newHolds(), m.target(), true) + " " + m.newName() + ";\n");
      }
    }
    return text.append("static int more;\nstatic void make() {}\n").toString();
  }

  /** Returns the specification. */
  String rules() {
    StringBuilder text = new StringBuilder();
    for (Type type : types) {
      if (!type.name().equals(type.newName())) {
        text.append("Main." + type.name() + " -> Main." + type.newName() + "\n");
      }
      type.members().forEach(m -> text.append(rule(type.name(), type.newName(), m)));
      for (Added each : type.added()) {
        text.append("INIT " + type.newName() + "." + each.name());
        text.append(each.from() == null ? ": {}\n" : ": { $out = $base.a * 7L; }\n");
      }
      if (type.sum() != null) {
        text.append(
            type.name()
                + " -> "
                + type.newName()
                + ": { $out.a = $out.a + $in."
                + type.addend()
                + "; }\n");
      }
    }
    statics.forEach(m -> text.append(rule("Main", "Main", m)));
    // A class that is renamed has one rule, with or without code.
    for (Type type : types) {
      if (type.sum() != null && !type.name().equals(type.newName())) {
        String plain = "Main." + type.name() + " -> Main." + type.newName() + "\n";
        int at = text.indexOf(plain);
        text.delete(at, at + plain.length());
      }
    }
    return text.toString();
  }

  private static String rule(String owner, String newOwner, Member m) {
    String from = owner + "." + m.name();
    String move = from + " -> " + newOwner + "." + m.newName();
    return switch (m.fate()) {
      case KEPT -> "";
      case RENAMED -> move + "\n";
      case SCALED -> move + ": { $out = $in * 3L + 1; }\n";
      case MEASURED ->
          move
              + (m.holds() == Holds.TEXT
                  ? ": { $out = $in.length(); }\n"
                  : ": { $out = $in.size(); }\n");
      case DROPPED -> "DROP " + from + "\n";
    };
  }

  // The interpreter.

  /** Returns the new statics by name: numbers, texts, nodes and lists of nodes. */
  Map<String, Object> interpreted() {
    Map<Node, Node> become = new IdentityHashMap<>();
    nodes.forEach(node -> become.put(node, new Node(node.type(), new LinkedHashMap<>())));
    for (Node old : nodes) {
      Type type = types.get(old.type());
      Map<String, Object> fields = Objects.requireNonNull(become.get(old)).fields();
      for (Member m : type.members()) {
        if (m.fate() != Fate.DROPPED) {
          fields.put(m.newName(), applied(m, of(old.fields(), m.name()), become));
        }
      }
      for (Added each : type.added()) {
        fields.put(each.name(), each.from() == null ? 5L : (int) of(old.fields(), "a") * 7L);
      }
      if (type.sum() != null) {
        int addend = (int) of(old.fields(), String.valueOf(type.addend()));
        fields.put("a", (int) of(fields, "a") + addend);
      }
    }
    Map<String, Object> result = new TreeMap<>();
    for (Member m : statics) {
      if (m.fate() != Fate.DROPPED) {
        result.put(m.newName(), applied(m, of(values, m.name()), become));
      }
    }
    return result;
  }

  private static Object of(Map<String, Object> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }

  private static Object applied(Member m, Object value, Map<Node, Node> become) {
    return switch (m.fate()) {
      case SCALED -> (int) value * 3L + 1;
      case MEASURED -> value instanceof String text ? text.length() : ((List<?>) value).size();
      default ->
          value instanceof Node node
              ? Objects.requireNonNull(become.get(node))
              : value instanceof List<?> list
                  ? new ArrayList<Object>(list.stream().map(become::get).toList())
                  : value;
    };
  }
}
