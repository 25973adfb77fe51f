package dev.kitsune.eval.kv;

import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Findings;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;

/** One connection of the load: its link, the keys it owns, and the mix of its requests. */
final class KvConnection implements AutoCloseable {

  private final Link link;
  private final SplittableRandom random;
  private final OwnedKeys strings;
  private final OwnedKeys counters;
  private final OwnedKeys lists;
  private final OwnedKeys sets;

  KvConnection(int number, KvPlan plan, InetSocketAddress address, Findings findings) {
    this.link = new Link("load-" + number, address, plan.timeoutMillis(), findings);
    this.random = new SplittableRandom(plan.seed() + number);
    this.strings = new OwnedStrings(number, plan.connections(), plan.strings(), findings);
    this.counters = new OwnedCounters(number, KvPlan.OTHERS_EACH, findings);
    this.lists = new OwnedLists(number, KvPlan.OTHERS_EACH, findings);
    this.sets = new OwnedSets(number, KvPlan.OTHERS_EACH, findings);
  }

  /** Sends the next request of the mix; returns whether it was answered. */
  boolean exercise() {
    int dice = random.nextInt(100);
    OwnedKeys kind = dice < 75 ? strings : dice < 85 ? counters : dice < 93 ? lists : sets;
    return kind.exercise(link, random);
  }

  void populate() {
    kinds().forEach(kind -> kind.populate(link));
  }

  void verify() {
    kinds().forEach(kind -> kind.verify(link));
  }

  int keys() {
    return kinds().stream().mapToInt(OwnedKeys::count).sum();
  }

  ConnectionLedger ledger() {
    return link.ledger();
  }

  @Override
  public void close() {
    link.close();
  }

  private List<OwnedKeys> kinds() {
    return List.of(strings, counters, lists, sets);
  }
}
