package dev.kitsune.transform;

import static dev.kitsune.transform.TwoVersions.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** State that a recursive walk could not cross. */
class LongChainTest {

  private static final int NODES = Boolean.getBoolean("kitsune.full") ? 10_000_000 : 1_000_000;

  private static final String NODE =
      """
      package p;
      public class Node {
        public Object next; public int n;
        public static Node make(int count) {
          Node last = null;
          for (int i = count; i > 0; i--) { Node node = new Node(); node.n = i; node.next = last; last = node; }
          return last;
        }
        public static long sum(Node first) {
          long sum = 0;
          for (Node node = first; node != null; node = (Node) node.next) { sum += node.n; }
          return sum;
        }
        public static Node end(Node first) {
          Node node = first;
          while (node.next != null) { node = (Node) node.next; }
          return node;
        }
      }
      """;

  @Test
  void linkedNodes_ofAChangedClass_areCopied() {
    TwoVersions versions = TwoVersions.of(NODE, NODE.replace("public int n;", "public int n, m;"));
    Object old = TwoVersions.call(versions.oldClass("p.Node"), "make", NODES);

    Transformation transformation = new Transformation(versions);
    transformation.root("root", old);
    transformation.run();
    transformation.apply();

    Object fresh = transformation.fresh(old);
    assertThat(TwoVersions.call(versions.newClass("p.Node"), "sum", fresh))
        .isEqualTo((long) NODES * (NODES + 1) / 2);
    assertThat(transformation.counts().copied()).isEqualTo(NODES);
    transformation.undo();
    assertThat(get(old, Forwarding.FIELD)).isNull();
    assertThat(get(get(old, "next"), Forwarding.FIELD)).isNull();
  }

  @Test
  void errorAtTheEndOfAChain_hasAPathWithItsMiddleLeftOut() {
    TwoVersions versions =
        TwoVersions.of(
            new String[0],
            new String[] {NODE, "package p; public class Gone {}"},
            new String[] {NODE});
    Object old = TwoVersions.call(versions.oldClass("p.Node"), "make", 1000);
    TwoVersions.set(
        TwoVersions.call(versions.oldClass("p.Node"), "end", old),
        "next",
        Make.object(versions.oldClass("p.Gone")));
    Transformation transformation = new Transformation(versions);
    transformation.root("root", old);

    assertThatThrownBy(transformation::run)
        .hasMessageContaining("path: root -> Node.next -> ")
        .hasMessageContaining("… 976 more …");
  }

  @Test
  void linkedList_ofOldObjects_isRepaired() {
    TwoVersions versions = TwoVersions.of(NODE, NODE);
    List<Object> list = new LinkedList<>();
    for (int i = 0; i < 1_000_000; i++) {
      list.add(i % 1000 == 0 ? Make.object(versions.oldClass("p.Node")) : "text");
    }

    Transformation transformation = new Transformation(versions);
    transformation.root("root", list);
    transformation.run();
    transformation.apply();

    assertThat(list.get(0)).isInstanceOf(versions.newClass("p.Node"));
    assertThat(transformation.counts().copied()).isEqualTo(1000);
    assertThat(transformation.counts().visited()).isEqualTo(1001);
  }

  @Test
  void largeMap_ofChangedValues_isRepaired() {
    TwoVersions versions = TwoVersions.of(NODE, NODE);
    Map<String, Object> map = new HashMap<>();
    Object first = TwoVersions.call(versions.oldClass("p.Node"), "make", 100_000);
    int i = 0;
    for (Object node = first; node != null; node = get(node, "next")) {
      map.put("key " + i++, node);
    }

    Transformation transformation = new Transformation(versions);
    transformation.root("root", map);
    transformation.run();
    transformation.apply();

    Class<?> fresh = versions.newClass("p.Node");
    assertThat(map.values().stream().allMatch(fresh::isInstance)).isTrue();
    assertThat(get(map.get("key 0"), "next")).isSameAs(map.get("key 1"));
    assertThat(transformation.counts().repaired()).isEqualTo(1);
  }
}
