package dev.kitsune.eval.kv;

import dev.kitsune.eval.subject.Findings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sets: members added, and popped at the server's choice, which must be one of them. A set never
 * gets empty; one found wrong is given up for a new one.
 */
final class OwnedSets implements OwnedKeys {

  private static final int LARGEST = 64;

  private final int connection;
  private final List<Members> sets = new ArrayList<>();
  private final Findings findings;
  private int made;

  private static final class Members {
    final String key;
    final Set<Long> sequences = new HashSet<>();
    long next;

    Members(String key) {
      this.key = key;
    }
  }

  OwnedSets(int connection, int count, Findings findings) {
    this.connection = connection;
    this.findings = findings;
    for (int i = 0; i < count; i++) {
      sets.add(create());
    }
  }

  @Override
  public void populate(Link link) {
    for (int i = 0; i < sets.size(); i++) {
      add(link, i);
    }
  }

  @Override
  public boolean exercise(Link link, SplittableRandom random) {
    int i = random.nextInt(sets.size());
    int size = sets.get(i).sequences.size();
    return size > 1 && (size >= LARGEST || random.nextInt(100) < 45) ? pop(link, i) : add(link, i);
  }

  @Override
  public void verify(Link link) {
    for (int i = 0; i < sets.size(); i++) {
      Members members = sets.get(i);
      Answer<Set<String>> answer = link.ask(jedis -> jedis.smembers(members.key));
      if (answer.isAnswered()) {
        judge(members, answer.value());
      }
    }
  }

  @Override
  public int count() {
    return sets.size();
  }

  private boolean add(Link link, int i) {
    Members members = sets.get(i);
    long sequence = members.next++;
    Answer<Long> answer =
        link.ask(jedis -> jedis.sadd(members.key, Values.of(members.key, sequence)));
    if (answer.isAnswered()) {
      members.sequences.add(sequence);
      if (!Long.valueOf(1).equals(answer.value())) {
        findings.altered(members.key, "a new member", String.valueOf(answer.value()));
        giveUp(i);
      }
    }
    return settle(answer, i);
  }

  private boolean pop(Link link, int i) {
    Members members = sets.get(i);
    Answer<String> answer = link.ask(jedis -> jedis.spop(members.key));
    if (answer.isAnswered()
        && !members.sequences.remove(Values.sequenceOf(members.key, answer.value()))) {
      if (answer.value() == null) {
        findings.lost(members.key, "members " + members.sequences, "null");
      } else {
        findings.altered(members.key, "one of " + members.sequences, answer.value());
      }
      giveUp(i);
    }
    return settle(answer, i);
  }

  private void judge(Members members, @Nullable Set<String> found) {
    if (found == null || (found.isEmpty() && !members.sequences.isEmpty())) {
      findings.lost(members.key, "members " + members.sequences, String.valueOf(found));
      return;
    }
    Set<Long> sequences = new HashSet<>();
    found.forEach(member -> sequences.add(Values.sequenceOf(members.key, member)));
    if (!sequences.equals(members.sequences)) {
      findings.altered(members.key, "members " + members.sequences, sequences);
    }
  }

  private boolean settle(Answer<?> answer, int i) {
    if (answer.isAnswered()) {
      return true;
    }
    if (answer.isMissing()) {
      findings.inDoubt(sets.get(i).key);
    }
    giveUp(i);
    return !answer.isMissing();
  }

  private void giveUp(int i) {
    sets.set(i, create());
  }

  private Members create() {
    return new Members("set:" + connection + ":" + made++);
  }
}
