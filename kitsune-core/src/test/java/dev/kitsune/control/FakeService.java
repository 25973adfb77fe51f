package dev.kitsune.control;

import dev.kitsune.update.ControlService;
import dev.kitsune.update.Deadlines;
import dev.kitsune.update.UpdateException;
import dev.kitsune.update.UpdateReport;
import dev.kitsune.update.Verifying;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A runtime that does what the test says, and remembers what it was asked. */
public final class FakeService implements ControlService {

  /** What an update does in place of the runtime. */
  public interface Behaviour {
    UpdateReport update(Request request, Consumer<String> progress) throws UpdateException.Refused;
  }

  /** One update that was asked for. */
  public record Request(Path jar, List<Path> through, Deadlines deadlines, boolean dryRun) {
    /** A request whose other deadlines are the default. */
    public Request(Path jar, Duration deadline, boolean dryRun) {
      this(jar, List.of(), Deadlines.DEFAULT.quiescence(deadline), dryRun);
    }

    public Duration deadline() {
      return deadlines.quiescence();
    }
  }

  private final String program;
  private final String version;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour =
      (request, progress) -> report(UpdateReport.Outcome.COMMITTED, request.dryRun(), null);

  public FakeService(String program, String version) {
    this.program = program;
    this.version = version;
  }

  public void onUpdate(Behaviour next) {
    behaviour = next;
  }

  public List<Request> requests() {
    return requests;
  }

  @Override
  public UpdateReport update(
      List<Path> jars,
      Deadlines deadlines,
      boolean dryRun,
      Verifying verifying,
      Consumer<String> progress)
      throws UpdateException.Refused {
    Request request =
        new Request(jars.get(jars.size() - 1), jars.subList(0, jars.size() - 1), deadlines, dryRun);
    requests.add(request);
    return behaviour.update(request, progress);
  }

  @Override
  public Status status() {
    return new Status(
        program,
        version,
        ProcessHandle.current().pid(),
        List.of("127.0.0.1:7000"),
        "2026-01-02T03:04:05Z",
        "",
        List.of("main main_loop"),
        requests.size(),
        false);
  }

  public static UpdateReport report(
      UpdateReport.Outcome outcome, boolean dryRun, UpdateReport.Phase failed) {
    return new UpdateReport(
        "kv",
        42,
        1,
        "1",
        "2",
        "2026-01-02T03:04:05Z",
        outcome,
        dryRun,
        failed,
        failed == null ? null : "thread worker did not arrive",
        new UpdateReport.Phases(1.5, 20, 3.25, 4, 0.5),
        9.25,
        1.75,
        new UpdateReport.Objects(12345, 67, 8, 9, 1000),
        List.of("demo.low"),
        List.of("demo", "demo.high"),
        List.of(new UpdateReport.ThreadReport("main", "main_loop", 1.5, "restarted")),
        3,
        List.of("new field starts at zero: demo.Session.seen"),
        1 << 20,
        "17",
        "G1",
        List.of(),
        null);
  }
}
