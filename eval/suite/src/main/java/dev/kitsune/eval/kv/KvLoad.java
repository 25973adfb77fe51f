package dev.kitsune.eval.kv;

import dev.kitsune.eval.load.LoadRun;
import dev.kitsune.eval.load.OpenLoop;
import dev.kitsune.eval.load.Segment;
import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Correctness;
import dev.kitsune.eval.subject.Findings;
import dev.kitsune.eval.subject.Load;
import dev.kitsune.eval.subject.Said;
import dev.kitsune.eval.subject.Workload;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * An open-loop load on kv-server: several connections that write and read what they own, and a
 * probe. The connections are opened once; the load may rest and go on over them, so that between
 * two updates everything can be verified over the same sockets.
 *
 * <p>Not thread-safe: one thread steers.
 */
public final class KvLoad implements Load {

  private final KvPlan plan;
  private final Findings findings = new Findings();
  private final List<KvConnection> connections = new ArrayList<>();
  private final KvProbe probe;
  private final LoadRun run = new LoadRun();
  private final Control control;

  /** Opens all connections. */
  public KvLoad(KvPlan plan, InetSocketAddress address) {
    this.plan = plan;
    this.control = new Control(address, plan.timeoutMillis());
    this.probe = new KvProbe(plan, address, findings);
    for (int i = 0; i < plan.connections(); i++) {
      connections.add(new KvConnection(i, plan, address, findings));
    }
  }

  @Override
  public void populate() throws InterruptedException {
    probe.populate();
    inParallel(KvConnection::populate);
  }

  @Override
  public void start() {
    List<OpenLoop.Request> requests = new ArrayList<>();
    connections.forEach(connection -> requests.add(connection::exercise));
    run.start(requests, plan.perSecond(), probe::exercise, plan.probesPerSecond());
  }

  @Override
  public Segment stop() throws InterruptedException {
    return run.stop(findings::unanswered);
  }

  @Override
  public void verify() throws InterruptedException {
    probe.verify();
    inParallel(KvConnection::verify);
  }

  @Override
  public Correctness takeFindings() {
    return findings.take();
  }

  @Override
  public long expectedEntries() {
    return probe.keys() + connections.stream().mapToInt(KvConnection::keys).sum();
  }

  @Override
  public Said said() {
    boolean failedBefore = control.hasFailed();
    Said said = control.said();
    if (control.hasFailed() && !failedBefore) {
      findings.connectionDropped("control", new IOException("no answer to INFO"));
    }
    return said;
  }

  @Override
  public double perSecond() {
    return plan.perSecond();
  }

  @Override
  public Workload workload() {
    return new Workload(
        "GET SET INCR RPUSH LPOP LRANGE SADD SPOP and pipelines of four",
        plan.perSecond(),
        plan.probesPerSecond(),
        plan.connections() + 1,
        expectedEntries(),
        Values.LENGTH,
        plan.seed());
  }

  @Override
  public List<ConnectionLedger> ledgers() {
    List<ConnectionLedger> all = new ArrayList<>();
    connections.forEach(connection -> all.add(connection.ledger()));
    all.add(probe.ledger());
    return all;
  }

  @Override
  public void close() {
    run.abandon();
    control.close();
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
