package dev.kitsune.eval.kv;

import dev.kitsune.eval.load.GapLog;
import dev.kitsune.eval.load.LatencyLog;
import dev.kitsune.eval.load.OpenLoop;
import dev.kitsune.eval.load.Schedule;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * An open-loop load on kv-server: several connections that write and read what they own, and a
 * probe. The connections are opened once; the load may rest and go on over them, so that between
 * two updates everything can be verified over the same sockets.
 *
 * <p>Not thread-safe: one thread steers.
 */
public final class KvLoad implements AutoCloseable {

  /** A probe at 1,000 a second has an answer every millisecond; shorter gaps say nothing. */
  private static final double GAP_THRESHOLD_MILLIS = 2;

  private final KvPlan plan;
  private final Findings findings = new Findings();
  private final List<KvConnection> connections = new ArrayList<>();
  private final KvProbe probe;
  private final List<OpenLoop> loops = new ArrayList<>();
  private long startNanos;
  private LatencyLog load = new LatencyLog(0);
  private LatencyLog probeLog = new LatencyLog(0);
  private GapLog gaps = new GapLog(GAP_THRESHOLD_MILLIS);

  /** Opens all connections. */
  public KvLoad(KvPlan plan, InetSocketAddress address) {
    this.plan = plan;
    this.probe = new KvProbe(plan, address, findings);
    for (int i = 0; i < plan.connections(); i++) {
      connections.add(new KvConnection(i, plan, address, findings));
    }
  }

  /** Creates the data set, in an empty server. */
  public void populate() throws InterruptedException {
    probe.populate();
    inParallel(KvConnection::populate);
  }

  /** Begins, or goes on with, the load. */
  public void start() {
    if (!loops.isEmpty()) {
      throw new IllegalStateException("expected a load at rest: stop it first");
    }
    startNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
    LatencyLog newLoad = new LatencyLog(startNanos);
    LatencyLog newProbe = new LatencyLog(startNanos);
    GapLog newGaps = new GapLog(GAP_THRESHOLD_MILLIS);
    load = newLoad;
    probeLog = newProbe;
    gaps = newGaps;
    for (int i = 0; i < connections.size(); i++) {
      Schedule share = Schedule.share(startNanos, plan.perSecond(), i, connections.size());
      KvConnection connection = connections.get(i);
      loops.add(new OpenLoop("load-" + i, share, connection::exercise, newLoad::answered));
    }
    loops.add(
        new OpenLoop(
            "probe",
            Schedule.share(startNanos, plan.probesPerSecond(), 0, 1),
            probe::exercise,
            (due, now) -> {
              newProbe.answered(due, now);
              newGaps.answered(now);
            }));
    loops.forEach(OpenLoop::start);
  }

  /**
   * Ends the schedule, waits for the answers to all that was due, and returns what was recorded.
   */
  public Segment stop() throws InterruptedException {
    long endNanos = System.nanoTime();
    loops.forEach(loop -> loop.endAt(endNanos));
    Histogram lateness = new Histogram(3);
    for (OpenLoop loop : loops) {
      long givenUp = loop.join();
      if (givenUp > 0) {
        findings.unanswered(givenUp);
      }
      lateness.add(loop.lateness());
    }
    loops.clear();
    return new Segment(startNanos, endNanos, load, probeLog, gaps, lateness);
  }

  /** Reads every key over the connections that wrote it; the load rests meanwhile. */
  public void verify() throws InterruptedException {
    probe.verify();
    inParallel(KvConnection::verify);
  }

  /** Returns what was found wrong since the last call, and begins to count anew. */
  public Correctness takeFindings() {
    return findings.take();
  }

  /** Returns how many keys the server must have. */
  public int expectedKeys() {
    return probe.keys() + connections.stream().mapToInt(KvConnection::keys).sum();
  }

  /** Returns each connection's account since it was opened; the load must be at rest. */
  public List<ConnectionLedger> ledgers() {
    List<ConnectionLedger> all = new ArrayList<>();
    connections.forEach(connection -> all.add(connection.ledger()));
    all.add(probe.ledger());
    return all;
  }

  @Override
  public void close() {
    loops.forEach(loop -> loop.endAt(System.nanoTime()));
    connections.forEach(KvConnection::close);
    probe.close();
  }

  private void inParallel(Consumer<KvConnection> action) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (KvConnection connection : connections) {
      Thread thread = new Thread(() -> action.accept(connection), "bulk");
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((broken, cause) -> failure.set(cause));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("the suite itself broke", failure.get());
    }
  }
}
