package dev.kitsune.eval.kv;

import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Findings;
import java.net.InetSocketAddress;

/**
 * A connection of its own that only asks, at a high rate: PING and GET by turns. The largest time
 * between two of its answers is the pause as a client sees it.
 */
final class KvProbe implements AutoCloseable {

  private static final int KEYS = 16;

  private final Link link;
  private final Findings findings;
  private long number;

  KvProbe(KvPlan plan, InetSocketAddress address, Findings findings) {
    this.findings = findings;
    this.link = new Link("probe", address, plan.timeoutMillis(), findings);
  }

  void populate() {
    for (int i = 0; i < KEYS; i++) {
      String key = "probe:" + i;
      link.ask(jedis -> jedis.set(key, Values.of(key, 0)));
    }
  }

  boolean exercise() {
    long turn = number++;
    return turn % 2 == 0 ? ping() : read("probe:" + turn / 2 % KEYS);
  }

  void verify() {
    for (int i = 0; i < KEYS; i++) {
      read("probe:" + i);
    }
  }

  int keys() {
    return KEYS;
  }

  ConnectionLedger ledger() {
    return link.ledger();
  }

  @Override
  public void close() {
    link.close();
  }

  private boolean ping() {
    Answer<String> answer = link.ask(jedis -> jedis.ping());
    if (answer.isAnswered() && !"PONG".equals(answer.value())) {
      findings.wrongReply("PING: expected PONG, found " + answer.value());
    }
    return !answer.isMissing();
  }

  private boolean read(String key) {
    Answer<String> answer = link.ask(jedis -> jedis.get(key));
    if (answer.isAnswered()) {
      Values.note(
          findings,
          key,
          Values.judge(key, 0, answer.value()),
          "write 0",
          String.valueOf(answer.value()));
    }
    return !answer.isMissing();
  }
}
