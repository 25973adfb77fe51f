package dev.kitsune.eval.kv;

import dev.kitsune.eval.subject.Findings;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * String keys: read, written, and read back within a pipeline, which shows whether replies keep the
 * order of requests. Every other key is only ever read, since a write would cover up that a key was
 * lost.
 */
final class OwnedStrings implements OwnedKeys {

  private static final int BATCH = 200;

  private final int first;
  private final int step;
  private final int[] sequences;
  private final BitSet doubtful = new BitSet();
  private final Findings findings;

  /** Owns the keys {@code first, first + step, ...} below {@code total}. */
  OwnedStrings(int first, int step, int total, Findings findings) {
    this.first = first;
    this.step = step;
    this.sequences = new int[(total - first + step - 1) / step];
    this.findings = findings;
  }

  @Override
  public void populate(Link link) {
    inBatches(
        link,
        (pipeline, i) -> {
          Response<String> reply = pipeline.set(key(i), Values.of(key(i), 0));
          return () -> expectOk(i, valueOf(reply));
        });
  }

  @Override
  public boolean exercise(Link link, SplittableRandom random) {
    int i = random.nextInt(sequences.length);
    int written = i | 1;
    int dice = random.nextInt(100);
    if (dice < 60 || written >= sequences.length) {
      return read(link, i);
    }
    if (dice < 95) {
      return write(link, written);
    }
    return pipeline(link, i, written, random.nextInt(sequences.length));
  }

  @Override
  public void verify(Link link) {
    inBatches(
        link,
        (pipeline, i) -> {
          Response<String> reply = pipeline.get(key(i));
          return () -> judge(i, reply);
        });
  }

  @Override
  public int count() {
    return sequences.length;
  }

  private boolean read(Link link, int i) {
    Answer<String> answer = link.ask(jedis -> jedis.get(key(i)));
    if (answer.isAnswered()) {
      judge(i, answer.value());
    }
    return !answer.isMissing();
  }

  private boolean write(Link link, int i) {
    int next = sequences[i] + 1;
    Answer<String> answer = link.ask(jedis -> jedis.set(key(i), Values.of(key(i), next)));
    acknowledge(i, next, answer);
    return !answer.isMissing();
  }

  private boolean pipeline(Link link, int before, int written, int after) {
    int next = sequences[written] + 1;
    Answer<List<Response<String>>> answer =
        link.ask(
            4,
            jedis -> {
              Pipeline pipeline = jedis.pipelined();
              List<Response<String>> replies =
                  List.of(
                      pipeline.get(key(before)),
                      pipeline.set(key(written), Values.of(key(written), next)),
                      pipeline.get(key(written)),
                      pipeline.get(key(after)));
              pipeline.sync();
              return replies;
            });
    List<Response<String>> replies = answer.value();
    if (replies == null) {
      if (answer.isMissing()) {
        doubt(written);
      }
      return !answer.isMissing();
    }
    judge(before, replies.get(0));
    expectOk(written, valueOf(replies.get(1)));
    sequences[written] = next;
    doubtful.clear(written);
    judge(written, replies.get(2));
    judge(after, replies.get(3));
    return true;
  }

  private void acknowledge(int i, int next, Answer<String> answer) {
    switch (answer.state()) {
      case ANSWERED -> {
        expectOk(i, answer.value());
        sequences[i] = next;
        doubtful.clear(i);
      }
      case NONE -> doubt(i);
      case WRONG -> {}
    }
  }

  private void doubt(int i) {
    doubtful.set(i);
    findings.inDoubt(key(i));
  }

  private void expectOk(int i, @Nullable String reply) {
    if (!"OK".equals(reply)) {
      findings.wrongReply("SET " + key(i) + ": expected OK, found " + reply);
    }
  }

  private void judge(int i, Response<String> response) {
    String reply;
    try {
      reply = response.get();
    } catch (JedisDataException | ClassCastException e) {
      findings.wrongReply("GET " + key(i) + ": " + e);
      return;
    }
    judge(i, reply);
  }

  private void judge(int i, @Nullable String reply) {
    if (doubtful.get(i) && Values.of(key(i), sequences[i] + 1).equals(reply)) {
      sequences[i]++;
      doubtful.clear(i);
      return;
    }
    Values.note(
        findings,
        key(i),
        Values.judge(key(i), sequences[i], reply),
        "write " + sequences[i],
        String.valueOf(reply));
  }

  private static @Nullable String valueOf(Response<String> response) {
    try {
      return response.get();
    } catch (JedisDataException | ClassCastException e) {
      return e.toString();
    }
  }

  private String key(int i) {
    return "key:" + (first + i * step);
  }

  /** Adds a key's request to a pipeline; what it returns judges the reply once it is there. */
  private interface Step {
    Runnable add(Pipeline pipeline, int i);
  }

  private void inBatches(Link link, Step step) {
    for (int from = 0; from < sequences.length; from += BATCH) {
      int start = from;
      int end = Math.min(from + BATCH, sequences.length);
      List<Runnable> judgements = new ArrayList<>();
      Answer<Boolean> answer =
          link.ask(
              end - start,
              jedis -> {
                Pipeline pipeline = jedis.pipelined();
                for (int i = start; i < end; i++) {
                  judgements.add(step.add(pipeline, i));
                }
                pipeline.sync();
                return true;
              });
      if (answer.isAnswered()) {
        judgements.forEach(Runnable::run);
      }
    }
  }
}
