package dev.kitsune.eval.ftp;

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

/**
 * A load on ftp-server: idle sessions, sessions in the middle of a dialogue, transfers both ways at
 * a limited rate, visits as open-loop requests, and a probe on a session of its own. Transfers come
 * to their end, and dialogues go on, when everything is verified.
 */
final class FtpLoad implements Load {

  private final FtpPlan plan;
  private final InetSocketAddress server;
  private final Findings findings = new Findings();
  private final List<FtpSession> idle = new ArrayList<>();
  private final List<HeldState> held = new ArrayList<>();
  private final List<SlowTransfer> transfers = new ArrayList<>();
  private final List<Visitor> visitors = new ArrayList<>();
  private final LoadRun run = new LoadRun();
  private final FtpSession probe;
  private long probes;

  /** Opens all connections. */
  FtpLoad(FtpPlan plan, InetSocketAddress server) throws IOException {
    this.plan = plan;
    this.server = server;
    int timeout = plan.timeoutMillis();
    probe = new FtpSession("probe", FtpSite.USER, server, timeout, findings);
    try {
      for (int i = 0; i < plan.sessions(); i++) {
        idle.add(new FtpSession("idle-" + i, FtpSite.USER, server, timeout, findings));
      }
      for (HeldState.Kind kind : HeldState.Kind.values()) {
        held.add(new HeldState(kind, plan, server, findings));
      }
      for (SlowTransfer.Kind kind : SlowTransfer.Kind.values()) {
        for (int i = 0; i < plan.transfers(); i++) {
          transfers.add(new SlowTransfer(kind, i, plan, server, findings));
        }
      }
      for (int i = 0; i < plan.visitors(); i++) {
        visitors.add(new Visitor(i, plan, server, findings));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void populate() {
    // The files were there before the server.
  }

  @Override
  public void start() {
    held.forEach(HeldState::prepare);
    transfers.forEach(SlowTransfer::start);
    List<OpenLoop.Request> requests = new ArrayList<>();
    visitors.forEach(visitor -> requests.add(visitor::visit));
    run.start(requests, plan.perSecond(), this::probe, plan.probesPerSecond());
  }

  @Override
  public Segment stop() throws InterruptedException {
    return run.stop(findings::unanswered);
  }

  @Override
  public void verify() throws InterruptedException {
    for (SlowTransfer each : transfers) {
      each.finish();
    }
    held.forEach(HeldState::check);
    idle.forEach(session -> session.run(FtpLoad::noop));
  }

  @Override
  public Correctness takeFindings() {
    return findings.take();
  }

  @Override
  public List<ConnectionLedger> ledgers() {
    List<ConnectionLedger> all = new ArrayList<>();
    visitors.forEach(each -> all.add(each.ledger()));
    transfers.forEach(each -> all.add(each.ledger()));
    held.forEach(each -> all.add(each.ledger()));
    idle.forEach(each -> all.add(each.ledger()));
    all.add(probe.ledger());
    return all;
  }

  @Override
  public long expectedEntries() {
    return idle.size();
  }

  /** The release's number stands in the greeting, so the version is asked on a new connection. */
  @Override
  public Said said() {
    Said said = FtpSubject.ask(server, plan.timeoutMillis());
    long alive = 0;
    for (FtpSession each : idle) {
      alive += each.run(FtpLoad::noop) ? 1 : 0;
    }
    return new Said(said.version(), said.pid(), alive);
  }

  @Override
  public double perSecond() {
    return plan.perSecond();
  }

  @Override
  public Workload workload() {
    return new Workload(
        "visits (connect, login, CWD, PASV, LIST, QUIT); "
            + transfers.size()
            + " transfers at "
            + plan.bytesPerSecond()
            + " bytes/s each; "
            + held.size()
            + " half-way dialogues; probe: NOOP and PWD",
        plan.perSecond(),
        plan.probesPerSecond(),
        idle.size() + held.size() + transfers.size() + 1,
        idle.size(),
        plan.fileBytes(),
        plan.seed());
  }

  @Override
  public void close() {
    run.abandon();
    probe.close();
    idle.forEach(FtpSession::close);
    held.forEach(HeldState::close);
    transfers.forEach(SlowTransfer::close);
  }

  private boolean probe() {
    return probe.run(probes++ % 2 == 0 ? FtpLoad::noop : FtpLoad::pwd);
  }

  private static void noop(FtpLink link) throws IOException {
    FtpLink.expect("200", link.call("NOOP"));
  }

  private static void pwd(FtpLink link) throws IOException {
    FtpLink.expect("257", link.call("PWD"));
  }
}
