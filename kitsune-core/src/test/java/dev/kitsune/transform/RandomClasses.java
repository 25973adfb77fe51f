package dev.kitsune.transform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Two versions of a random set of classes over a random set of kept ones: fields added, removed,
 * moved, made wider; superclasses put between; records, an enum and a key whose order turned round.
 */
final class RandomClasses {

  static final int KEPT = 4;
  static final int CHANGED = 6;

  private static final String KEY =
      """
      package p;
      public final class Key implements Comparable<Key> {
        public static int calls, fails = -1;
        public final int id; public Object held;
        public Key(int id) { this.id = id; }
        private static void call() { if (++calls == fails) throw new IllegalStateException("call " + calls); }
        @Override public int hashCode() { call(); return HASH; }
        @Override public boolean equals(Object o) { return o instanceof Key k && k.id == id; }
        @Override public int compareTo(Key k) { call(); return ORDER; }
      }
      """;

  private record Member(String type, String name) {
    @Override
    public String toString() {
      return "  " + type + " " + name + ";\n";
    }
  }

  private final Random random;
  private final List<String> kept = new ArrayList<>();
  private final List<String> olds = new ArrayList<>();
  private final List<String> news = new ArrayList<>();

  RandomClasses(long seed) {
    this.random = new Random(seed);
    kept.add("package k;\npublic interface Mark {}\n");
    kept.add("package k;\npublic class Box<T> { public T it; public java.util.List<T> all; }\n");
    for (int i = 0; i < KEPT; i++) {
      String above = i > 0 && random.nextBoolean() ? " extends K" + random.nextInt(i) : "";
      kept.add("package k;\npublic class K" + i + above + " {\n" + text(members(false)) + "}\n");
    }
    for (int i = 0; i < CHANGED; i++) {
      addChanged(i);
    }
    olds.add(KEY.replace("HASH", "id").replace("ORDER", "Integer.compare(id, k.id)"));
    news.add(KEY.replace("HASH", "1 << (id % 30)").replace("ORDER", "Integer.compare(k.id, id)"));
    olds.add("package p;\npublic record R(int id, Object o, P0[] row) {}\n");
    news.add("package p;\npublic record R(Object o, String added, P0[] row, int id) {}\n");
    olds.add(
        "package p;\npublic enum E { ONE, TWO { }, THREE; public int uses; public Object it; }\n");
    news.add(
        "package p;\npublic enum E { TWO, THREE, NEW, ONE { }; public Object it; public int uses; }\n");
    olds.add("package p;\npublic class Gone { public Object it; }\n");
  }

  TwoVersions compile() {
    return TwoVersions.of(
        kept.toArray(String[]::new), olds.toArray(String[]::new), news.toArray(String[]::new));
  }

  private void addChanged(int number) {
    int parent = number > 0 && random.nextInt(3) > 0 ? random.nextInt(number) : -1;
    String above = parent >= 0 ? "P" + parent : "k.K" + random.nextInt(KEPT);
    boolean hasAbove = parent >= 0 || random.nextInt(3) == 0;
    String marks = random.nextBoolean() ? " implements k.Mark" : "";
    List<Member> members = members(true);
    String name = "public class P" + number;
    olds.add(
        "package p;\n"
            + name
            + (hasAbove ? " extends " + above : "")
            + marks
            + " {\n"
            + text(members)
            + "}\n");
    if (hasAbove && random.nextInt(4) == 0) {
      String middle = "M" + number;
      news.add(
          "package p;\npublic class "
              + middle
              + " extends "
              + above
              + " {\n"
              + text(List.of(new Member("public int", "middle")))
              + "}\n");
      above = middle;
    }
    news.add(
        "package p;\n"
            + name
            + (hasAbove ? " extends " + above : "")
            + marks
            + " {\n"
            + text(changed(members))
            + "}\n");
  }

  private List<Member> members(boolean isChanged) {
    List<Member> members = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String access = random.nextBoolean() ? "public " : "private ";
      members.add(new Member(access + type(isChanged), "f" + i)); // a name is used again below
    }
    return members;
  }

  private String type(boolean isChanged) {
    String own = isChanged ? "P" + random.nextInt(CHANGED) : "k.K" + random.nextInt(KEPT);
    return switch (random.nextInt(14)) {
      case 0 -> "int";
      case 1 -> "long";
      case 2 -> "double";
      case 3 -> random.nextBoolean() ? "boolean" : "byte";
      case 4 -> "String";
      case 5, 6 -> "Object";
      case 7, 8 -> own;
      case 9 -> own + "[]";
      case 10 -> "java.util.List<" + own + ">";
      case 11 -> "java.util.Map<String, " + own + ">";
      case 12 -> "k.Box<" + (isChanged ? own : "Object") + ">";
      default -> "k.Mark";
    };
  }

  /** Returns the members of the new version. */
  private List<Member> changed(List<Member> members) {
    List<Member> changed = new ArrayList<>();
    for (Member member : members) {
      switch (random.nextInt(6)) {
        case 0 -> {} // removed
        case 1 -> changed.add(new Member(wider(member.type()), member.name()));
        default -> changed.add(member);
      }
    }
    if (random.nextBoolean()) {
      changed.add(new Member("public int", "added = 7"));
      changed.add(new Member("Object", "addedObject = \"text\""));
    }
    Collections.shuffle(changed, random);
    return changed;
  }

  private static String wider(String type) {
    String access = type.substring(0, type.indexOf(' ') + 1);
    String bare = type.substring(access.length());
    return switch (bare) {
      case "int", "long", "double", "boolean", "byte" -> type;
      default -> bare.startsWith("java.util.List") ? access + "Iterable<?>" : access + "Object";
    };
  }

  private static String text(List<Member> members) {
    StringBuilder text = new StringBuilder();
    members.forEach(text::append);
    return text.toString();
  }
}
