package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shape of a program's state after an update, as the new version sees it. */
@Timeout(300)
class GraphTest {

  private static final int NODES = Boolean.getBoolean("kitsune.full") ? 10_000_000 : 200_000;

  /** Says which of its expectations of the graph do not hold: none if all is well. */
  private static String graph(int version, String moreFields) {
    return """
    package app;
    import dev.kitsune.Kitsune;
    import dev.kitsune.testing.Probe;
    import java.util.*;
    public class Main {
      record Tag(String text, Node owner) {}
      static class Node {
        String name; Node next; Node[] ring; Tag tag; Map<Object, Object> map; %2$s
        Node(String name) { this.name = name; }
      }
      static Node root;
      static Node[] ring;
      static Object[] self;
      static Map<Tag, Node> byTag;
      static Map<Object, Object> map;

      static void build() {
        Node a = new Node("a");
        Node b = new Node("b");
        a.next = b;
        b.next = a;
        ring = new Node[] {a, b, a};
        a.ring = ring;
        b.ring = ring;
        self = new Object[] {null, ring, a};
        self[0] = self;
        a.tag = new Tag("t", a);
        b.tag = a.tag;
        byTag = new HashMap<>();
        byTag.put(a.tag, b);
        map = new LinkedHashMap<>();
        map.put("self", map);
        map.put("ring", ring);
        map.put(a, self);
        a.map = map;
        b.map = map;
        root = a;
      }

      static List<String> broken() {
        List<String> broken = new ArrayList<>();
        Node a = root;
        Node b = a.next;
        expect(broken, "classes", a.getClass() == Node.class && b.getClass() == Node.class
            && a.tag.getClass() == Tag.class && ring.getClass() == Node[].class);
        expect(broken, "names", a.name.equals("a") && b.name.equals("b"));
        expect(broken, "cycle of objects", b != a && b.next == a);
        expect(broken, "shared array", a.ring == ring && b.ring == ring);
        expect(broken, "elements", ring.length == 3 && ring[0] == a && ring[1] == b && ring[2] == a);
        expect(broken, "array in itself", self[0] == self && self[1] == ring && self[2] == a);
        expect(broken, "shared record", a.tag == b.tag);
        expect(broken, "cycle through a record", a.tag.owner() == a && a.tag.text().equals("t"));
        expect(broken, "map by an equal record", byTag.get(new Tag("t", a)) == b);
        expect(broken, "one key", byTag.size() == 1 && byTag.keySet().iterator().next() == a.tag);
        expect(broken, "shared map", a.map == map && b.map == map);
        expect(broken, "map in itself", map.get("self") == map && map.get("ring") == ring);
        expect(broken, "map by identity", map.get(a) == self && map.size() == 3);
        expect(broken, "order", new ArrayList<>(map.keySet()).equals(List.of("self", "ring", a)));
        return broken;
      }

      static void expect(List<String> broken, String what, boolean holds) {
        if (!holds) broken.add(what);
      }

      public static void main(String[] args) {
        if (!Kitsune.isUpdating()) build();
        Kitsune.automigrate();
        Probe.keep("root", root);
        Probe.keep("map", map);
        Probe.say("%1$d broken=" + broken());
        while (!Probe.stopping()) Kitsune.update("loop");
      }
    }
    """
        .formatted(version, moreFields);
  }

  @Test
  void update_cyclicAndSharedGraph_keepsItsShape() throws Exception {
    try (Program program = Program.start(graph(1, ""))) {
      assertThat(Probe.hear()).isEqualTo("1 broken=[]");
      Object root = Probe.kept("root");
      Object map = Probe.kept("map");

      UpdateReport report = program.update(graph(2, "int added;"));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(Probe.hear()).isEqualTo("2 broken=[]");
      assertThat(Probe.kept("root")).isNotSameAs(root);
      assertThat(Probe.kept("map")).isSameAs(map);
      assertThat(report.objects().copied()).as("two nodes, the ring, the record").isEqualTo(4);
    }
  }

  @Test
  void rollBack_cyclicAndSharedGraph_isAsBefore() throws Exception {
    String checking =
        graph(1, "")
            .replace("while (!Probe.stopping())", "while (!Probe.stopping() && broken().isEmpty())")
            .replaceFirst(
                "(?s)(Kitsune.update\\(\"loop\"\\);)", "$1 Probe.say(\"left \" + broken());");
    try (Program program = Program.start(checking)) {
      assertThat(Probe.hear()).isEqualTo("1 broken=[]");
      Object root = Probe.kept("root");

      UpdateReport report =
          program.update(
              graph(2, "int added;")
                  .replace(
                      "while (!Probe.stopping())",
                      "if (true) throw new IllegalStateException(\"boom\"); while (true)"));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.cause()).contains("boom");
      Probe.hear("2 broken=[]");
      Probe.stop();
      assertThat(program.runtime().awaitEnd()).isNull();
      assertThat(Probe.heard()).containsOnly("left []");
      assertThat(root.getClass()).isSameAs(program.runtime().version().find("app.Main$Node"));
    }
  }

  private static String chain(int version) {
    return """
    package app;
    import dev.kitsune.Kitsune;
    import dev.kitsune.testing.Probe;
    public class Main {
      static class Node { int n; Node next; }
      static Node first;
      public static void main(String[] args) {
        if (!Kitsune.isUpdating()) {
          for (int i = (Integer) Probe.kept("nodes"); i > 0; i--) {
            Node node = new Node();
            node.n = i;
            node.next = first;
            first = node;
          }
        }
        Kitsune.automigrate();
        boolean said = false;
        while (!Probe.stopping()) {
          Kitsune.update("loop");
          if (!said) { Probe.say("%d sum=" + sum()); said = true; }
        }
      }
      static long sum() {
        long sum = 0;
        int n = 0;
        for (Node node = first; node != null; node = node.next) {
          if (node.n != ++n) return -n;
          sum += node.n;
        }
        return sum;
      }
    }
    """
        .formatted(version);
  }

  @Test
  void update_longLinkedList_isCarriedOverWhole() throws Exception {
    Probe.keep("nodes", NODES);
    long sum = (long) NODES * (NODES + 1) / 2;
    try (Program program = Program.start(chain(1))) {
      assertThat(Probe.hear()).isEqualTo("1 sum=" + sum);

      UpdateReport report = program.update(chain(2));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(Probe.hear()).isEqualTo("2 sum=" + sum);
      assertThat(report.objects().copied()).isEqualTo(NODES);
    }
  }
}
