package dev.kitsune.eval.kv;

import dev.kitsune.eval.subject.Findings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Lists used as queues: pushed at the tail, popped at the head, their front read. A list never gets
 * empty, so that the number of keys is constant. One found wrong is given up for a new one, since
 * its contents are no longer known.
 */
final class OwnedLists implements OwnedKeys {

  private static final int LONGEST = 64;
  private static final int FRONT = 10;

  private final int connection;
  private final List<Queue> queues = new ArrayList<>();
  private final Findings findings;
  private int made;

  private static final class Queue {
    final String key;
    final ArrayDeque<Long> sequences = new ArrayDeque<>();
    long next;

    Queue(String key) {
      this.key = key;
    }
  }

  OwnedLists(int connection, int count, Findings findings) {
    this.connection = connection;
    this.findings = findings;
    for (int i = 0; i < count; i++) {
      queues.add(create());
    }
  }

  @Override
  public void populate(Link link) {
    for (int i = 0; i < queues.size(); i++) {
      push(link, i);
    }
  }

  @Override
  public boolean exercise(Link link, SplittableRandom random) {
    int i = random.nextInt(queues.size());
    int length = queues.get(i).sequences.size();
    int dice = random.nextInt(100);
    if (length > 0 && dice < 20) {
      return read(link, i, FRONT);
    }
    if (length > 1 && (length >= LONGEST || dice < 55)) {
      return pop(link, i);
    }
    return push(link, i);
  }

  @Override
  public void verify(Link link) {
    for (int i = 0; i < queues.size(); i++) {
      read(link, i, Integer.MAX_VALUE);
    }
  }

  @Override
  public int count() {
    return queues.size();
  }

  private boolean push(Link link, int i) {
    Queue queue = queues.get(i);
    long sequence = queue.next++;
    Answer<Long> answer = link.ask(jedis -> jedis.rpush(queue.key, Values.of(queue.key, sequence)));
    if (answer.isAnswered()) {
      queue.sequences.addLast(sequence);
      Long length = answer.value();
      if (length == null || length != queue.sequences.size()) {
        if (length != null && length == 1) {
          findings.lost(queue.key, queue.sequences.size(), length);
        } else {
          findings.altered(queue.key, queue.sequences.size(), String.valueOf(length));
        }
        giveUp(i);
      }
    }
    return settle(answer, i);
  }

  private boolean pop(Link link, int i) {
    Queue queue = queues.get(i);
    Answer<String> answer = link.ask(jedis -> jedis.lpop(queue.key));
    if (answer.isAnswered()) {
      long head = queue.sequences.removeFirst();
      Values.Verdict verdict = Values.judge(queue.key, head, answer.value());
      Values.note(findings, queue.key, verdict, "element " + head, String.valueOf(answer.value()));
      if (verdict != Values.Verdict.RIGHT) {
        giveUp(i);
      }
    }
    return settle(answer, i);
  }

  private boolean read(Link link, int i, int limit) {
    Queue queue = queues.get(i);
    int end = limit == Integer.MAX_VALUE ? -1 : limit - 1;
    Answer<List<String>> answer = link.ask(jedis -> jedis.lrange(queue.key, 0, end));
    if (answer.isAnswered()) {
      Values.Verdict verdict = judge(queue, limit, answer.value());
      Values.note(
          findings,
          queue.key,
          verdict,
          "elements " + queue.sequences,
          String.valueOf(answer.value()));
      if (verdict != Values.Verdict.RIGHT) {
        giveUp(i);
      }
    }
    return settle(answer, i);
  }

  private static Values.Verdict judge(Queue queue, int limit, @Nullable List<String> elements) {
    if (elements == null || elements.isEmpty()) {
      return queue.sequences.isEmpty() ? Values.Verdict.RIGHT : Values.Verdict.LOST;
    }
    if (elements.size() != Math.min(limit, queue.sequences.size())) {
      return Values.Verdict.ALTERED;
    }
    int at = 0;
    for (Long sequence : queue.sequences) {
      if (at == elements.size()) {
        break;
      }
      Values.Verdict verdict = Values.judge(queue.key, sequence, elements.get(at++));
      if (verdict != Values.Verdict.RIGHT) {
        return verdict;
      }
    }
    return Values.Verdict.RIGHT;
  }

  /** A change without an answer leaves the list in doubt; so it is given up. */
  private boolean settle(Answer<?> answer, int i) {
    if (answer.isAnswered()) {
      return true;
    }
    if (answer.isMissing()) {
      findings.inDoubt(queues.get(i).key);
    }
    giveUp(i);
    return !answer.isMissing();
  }

  private void giveUp(int i) {
    queues.set(i, create());
  }

  private Queue create() {
    return new Queue("list:" + connection + ":" + made++);
  }
}
