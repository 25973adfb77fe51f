package dev.kitsune.eval.http;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A load on http-server: sources and listeners that last from the beginning to the end, and files
 * as open-loop requests, each over a new connection.
 */
final class HttpLoad implements Load {

  private static final long POLL_MILLIS = 5;

  private final HttpPlan plan;
  private final InetSocketAddress server;
  private final Findings findings = new Findings();
  private final Map<HttpSource, List<HttpListener>> streams = new LinkedHashMap<>();
  private final List<FileClient> requesters = new ArrayList<>();
  private final FileClient probe;
  private final LoadRun run = new LoadRun();

  HttpLoad(HttpPlan plan, InetSocketAddress server) {
    this.plan = plan;
    this.server = server;
    for (int i = 0; i < plan.requesters(); i++) {
      requesters.add(
          new FileClient(
              "files-" + i, HttpSite.LARGE, HttpSite.LARGE_BYTES, plan, server, findings));
    }
    probe = new FileClient("probe", HttpSite.SMALL, HttpSite.SMALL_BYTES, plan, server, findings);
  }

  /** Opens the streams: a mount has listeners only once its source has sent something. */
  @Override
  public void populate() throws InterruptedException {
    try {
      for (int i = 0; i < plan.sources(); i++) {
        String mount = "/numbers-" + i + ".mp3";
        HttpSource source = opened(() -> new HttpSource(mount, plan, server, findings));
        List<HttpListener> listeners = new ArrayList<>();
        streams.put(source, listeners);
        awaitThat(() -> source.sent() > 0);
        for (int j = 0; j < plan.listeners(); j++) {
          String name = "listener-" + i + "-" + j;
          boolean wantsTitles = j == 0;
          listeners.add(
              opened(() -> new HttpListener(name, mount, wantsTitles, plan, server, findings)));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("streams cannot be opened: " + e.getMessage(), e);
    }
    reachEnd();
  }

  @Override
  public void start() {
    List<OpenLoop.Request> requests = new ArrayList<>();
    requesters.forEach(each -> requests.add(each::fetch));
    run.start(requests, plan.perSecond(), probe::fetch, plan.probesPerSecond());
  }

  @Override
  public Segment stop() throws InterruptedException {
    return run.stop(findings::unanswered);
  }

  /** Waits until every listener has what its source had sent; who does not get it has lost it. */
  @Override
  public void verify() throws InterruptedException {
    reachEnd();
  }

  @Override
  public Correctness takeFindings() {
    return findings.take();
  }

  @Override
  public List<ConnectionLedger> ledgers() {
    List<ConnectionLedger> all = new ArrayList<>();
    requesters.forEach(each -> all.add(each.ledger()));
    streams.forEach((source, listeners) -> {
      all.add(source.ledger());
      listeners.forEach(each -> all.add(each.ledger()));
    });
    all.add(probe.ledger());
    return all;
  }

  @Override
  public long expectedEntries() {
    return (long) plan.sources() * plan.listeners();
  }

  /** The protocol has one request for each connection. */
  @Override
  public Said said() {
    return HttpSubject.ask(server, plan.timeoutMillis());
  }

  @Override
  public double perSecond() {
    return plan.perSecond();
  }

  @Override
  public Workload workload() {
    return new Workload(
        "files of "
            + HttpSite.LARGE_BYTES
            + " bytes, a connection each; "
            + plan.sources()
            + " sources of "
            + plan.bytesPerSecond()
            + " bytes/s with "
            + plan.listeners()
            + " listeners each; probe: files of "
            + HttpSite.SMALL_BYTES
            + " bytes",
        plan.perSecond(),
        plan.probesPerSecond(),
        plan.sources() * (1 + plan.listeners()),
        expectedEntries(),
        HttpSite.LARGE_BYTES,
        plan.seed());
  }

  @Override
  public void close() {
    run.abandon();
    streams.forEach((source, listeners) -> {
      listeners.forEach(HttpListener::close);
      source.close();
    });
  }

  private interface Opening<T> {
    T open() throws IOException;
  }

  /**
   * Opens a connection, again if it is refused: a source that has just logged in takes a moment
   * until it may have listeners, and one that has just left until its mount is free.
   */
  private <T> T opened(Opening<T> opening) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(plan.timeoutMillis());
    while (true) {
      try {
        return opening.open();
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }

  private void reachEnd() throws InterruptedException {
    for (Map.Entry<HttpSource, List<HttpListener>> stream : streams.entrySet()) {
      long target = stream.getKey().sent();
      for (HttpListener each : stream.getValue()) {
        if (!awaitThat(() -> each.position() >= target)) {
          each.isBehind(target);
        }
      }
    }
  }

  private interface Condition {
    boolean holds();
  }

  private boolean awaitThat(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(plan.timeoutMillis());
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }
}
