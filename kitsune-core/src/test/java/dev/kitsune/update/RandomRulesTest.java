package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.update.RandomRules.Fate;
import dev.kitsune.update.RandomRules.Node;
import dev.kitsune.update.UpdateReport.Outcome;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random versions with random rules become what a slow interpreter of the rules says. */
@Timeout(600)
class RandomRulesTest {

  static IntStream seeds() {
    return IntStream.range(0, Boolean.getBoolean("kitsune.full") ? 300 : 10);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void update_ofARandomProgram_isWhatTheInterpreterSays(int seed) throws Exception {
    RandomRules random = new RandomRules(seed);

    assertThat(updated(random)).isEqualTo(described(random.interpreted()));
  }

  /** The comparison is worth something: one value that differs is seen, and one that is shared. */
  @Test
  void describe_ofAValueOrASharingThatDiffers_differs() {
    RandomRules random = new RandomRules(1);
    String right = described(random.interpreted());

    Map<String, Object> other = random.interpreted();
    String root = other.containsKey("root0") ? "root0" : "root0x";
    Node node = (Node) Objects.requireNonNull(other.get(root));
    node.fields().put("a", -1);
    Map<String, Object> copied = random.interpreted();
    Node shared = (Node) Objects.requireNonNull(copied.get(root));
    copied.put(root, new Node(shared.type(), shared.fields()));
    Map<String, Object> twice = new TreeMap<>(copied);
    twice.put("again", shared);
    Map<String, Object> same = new TreeMap<>(copied);
    same.put("again", Objects.requireNonNull(copied.get(root)));

    assertThat(described(other)).isNotEqualTo(right);
    assertThat(described(twice)).isNotEqualTo(described(same));
  }

  /** The seeds meet every fate, renamed classes, new fields and class rules. */
  @Test
  void seeds_coverAllForms() {
    List<RandomRules> all = seeds().mapToObj(RandomRules::new).toList();

    assertThat(all)
        .flatExtracting(random -> random.types)
        .flatExtracting(RandomRules.Type::members)
        .extracting(RandomRules.Member::fate)
        .contains(Fate.values());
    assertThat(all)
        .flatExtracting(random -> random.types)
        .anyMatch(type -> type.sum() != null && !type.name().equals(type.newName()))
        .anyMatch(type -> type.added().stream().anyMatch(each -> each.from() == null))
        .anyMatch(type -> type.added().stream().anyMatch(each -> each.from() != null));
  }

  private static String program(String members) {
    return """
    package app;
    import dev.kitsune.*;
    import dev.kitsune.testing.Probe;
    import java.util.*;
    public class Main {
      %s
      public static void main(String[] args) {
        if (!Kitsune.isUpdating()) { make(); }
        Kitsune.automigrate();
        while (!Probe.stopping()) { Kitsune.update("loop"); }
      }
    }
    """
        .formatted(members);
  }

  private static String updated(RandomRules random) throws Exception {
    try (Program program = Program.start(program(random.oldMembers()))) {
      UpdateReport report =
          RuledProgram.update(program, random.rules(), program(random.newMembers()));

      assertThat(report.outcome()).as(report + "\n" + random.rules()).isEqualTo(Outcome.COMMITTED);
      Map<String, Object> statics = new TreeMap<>();
      Class<?> main = Objects.requireNonNull(program.runtime().version().find("app.Main"));
      for (Field field : main.getDeclaredFields()) {
        if (field.getName().startsWith("s") || field.getName().startsWith("root")) {
          field.setAccessible(true);
          statics.put(field.getName(), field.get(null));
        }
      }
      return described(statics);
    }
  }

  /** Returns a graph as text: objects are numbered as they are met, so sharing shows. */
  private static String described(Map<String, Object> roots) {
    StringBuilder text = new StringBuilder();
    IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    List<Object> todo = new ArrayList<>();
    roots.forEach((name, value) -> text.append(name + " = " + shown(value, numbers, todo) + "\n"));
    for (int i = 0; i < todo.size(); i++) {
      text.append(i + ":");
      for (Map.Entry<String, Object> each : fields(todo.get(i)).entrySet()) {
        text.append(" " + each.getKey() + "=" + shown(each.getValue(), numbers, todo));
      }
      text.append("\n");
    }
    return text.toString();
  }

  private static String shown(
      @Nullable Object value, IdentityHashMap<Object, Integer> numbers, List<Object> todo) {
    if (value == null || value instanceof Number || value instanceof String) {
      return String.valueOf(value);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(each -> shown(each, numbers, todo)).toList().toString();
    }
    Integer number = numbers.get(value);
    if (number == null) {
      number = todo.size();
      numbers.put(value, number);
      todo.add(value);
    }
    return "#" + number;
  }

  private static Map<String, Object> fields(Object object) {
    if (object instanceof Node node) {
      return new TreeMap<>(node.fields());
    }
    Map<String, Object> fields = new TreeMap<>();
    for (Field field : object.getClass().getDeclaredFields()) {
      if (field.getName().matches("[afn]\\d?x?")) {
        field.setAccessible(true);
        try {
          fields.put(field.getName(), field.get(object));
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    return fields;
  }
}
