package dev.kitsune.eval.ftp;

import dev.kitsune.eval.load.ClosedLoop;
import dev.kitsune.eval.subject.Load;
import dev.kitsune.eval.subject.Said;
import dev.kitsune.eval.subject.Subject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ftp-server: sessions, and transfers whose every byte is a function of its place. */
public final class FtpSubject implements Subject {

  /** The program's name in the catalogue. */
  public static final String PROGRAM = "ftp-server";

  private static final Pattern VERSION = Pattern.compile("vsFTPd ([0-9.]*[0-9])");

  private static final int CLIENTS = 4;
  private static final int VISITS_A_DOWNLOAD = 4;

  private final FtpPlan plan;

  /** Makes the subject with a load. */
  public FtpSubject(FtpPlan plan) {
    this.plan = plan;
  }

  @Override
  public String program() {
    return PROGRAM;
  }

  @Override
  public List<String> prepare(Path data) throws IOException {
    return List.of(FtpSite.make(data, plan).toString());
  }

  @Override
  public Load open(InetSocketAddress server) throws IOException {
    return new FtpLoad(plan, server);
  }

  @Override
  public Said ask(InetSocketAddress server) {
    return ask(server, plan.timeoutMillis());
  }

  static Said ask(InetSocketAddress server, int timeoutMillis) {
    try (FtpLink link = FtpLink.open(server, timeoutMillis)) {
      Matcher version = VERSION.matcher(link.greeting());
      return version.find() ? new Said(version.group(1), null, 0) : Said.NOTHING;
    } catch (IOException e) {
      return Said.NOTHING;
    }
  }

  @Override
  public void keep(InetSocketAddress server) {
    // Files are all that it has, and sessions are lost.
  }

  @Override
  public String restart() {
    return "ended, then started with the same files";
  }

  @Override
  public List<String> operations() {
    return List.of("visit", "download of 1 MB");
  }

  @Override
  public double perform(InetSocketAddress server, String operation, int count)
      throws IOException, InterruptedException {
    boolean isVisit = operation.equals("visit");
    // A download is worth many visits.
    int times = isVisit ? count : Math.max(CLIENTS, count / VISITS_A_DOWNLOAD);
    return ClosedLoop.run(CLIENTS, times, () -> new FtpClient(server, plan, isVisit));
  }
}
