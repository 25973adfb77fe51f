package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.control.ControlClient;
import dev.kitsune.control.ControlDirectory;
import dev.kitsune.control.ControlException;
import dev.kitsune.ftp.suite.Running;
import dev.kitsune.ftp.suite.ServerProcess;
import dev.kitsune.ftp.suite.Site;
import dev.kitsune.update.Deadlines;
import dev.kitsune.update.UpdateException;
import dev.kitsune.update.UpdateReport;
import dev.kitsune.update.Verifying;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A version that runs under Kitsune, as {@code kitsune run} starts it. */
final class UpdatableServer implements Running {

  private final ServerProcess process;
  private String version;

  private UpdatableServer(ServerProcess process, String version) {
    this.process = process;
    this.version = version;
  }

  /** Starts a version at a free port, and waits until it can be updated. */
  static UpdatableServer start(String version, Site site) {
    return start(version, site, List.of("-XX:TieredStopAtLevel=1"));
  }

  /** As {@link #start}, with all of the JVM's compilers, which a short test would wait for. */
  static UpdatableServer startFast(String version, Site site) {
    return start(version, site, List.of());
  }

  private static UpdatableServer start(String version, Site site, List<String> options) {
    List<String> command = command(options, "run", "ftp-server@" + version, "--port", "0", "--");
    command.add(site.configuration().toString());
    ServerProcess process = ServerProcess.start(command);
    process.address();
    return new UpdatableServer(process, version);
  }

  @Override
  public InetSocketAddress address() {
    return process.address();
  }

  @Override
  public void signal(String name) {
    process.signal(name);
  }

  /** Returns the version that runs. */
  String version() {
    return version;
  }

  /** Brings the server to another version, verified, and returns the update's report. */
  UpdateReport update(String to) {
    return update(to, Verifying.ON);
  }

  /** As {@link #update(String)}, with or without what verifying costs. */
  UpdateReport update(String to, Verifying verifying) {
    UpdateReport report = attempt(to, verifying);
    assertThat(report.outcome())
        .as("%s; log=%s", report, process.log())
        .isEqualTo(UpdateReport.Outcome.COMMITTED);
    version = to;
    return report;
  }

  /** Requests an update, however it ends. */
  UpdateReport attempt(String to, Verifying verifying) {
    Deadlines patient =
        new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(30));
    try (ControlClient client = ControlDirectory.ofUser().connect(process.pid())) {
      return client.update(Versions.jar(to), patient, false, verifying, phase -> {});
    } catch (ControlException | UpdateException.Refused e) {
      throw new AssertionError("no report: log=" + process.log(), e);
    }
  }

  private static List<String> command(List<String> options, String... words) {
    Path home = Versions.home();
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.add("@" + home.resolve("conf/jvm.options"));
    command.add("-Xmx256m");
    command.addAll(options);
    command.add("-Dkitsune.home=" + home);
    command.add("-Dlogback.configurationFile=" + home.resolve("conf/logback.xml"));
    command.add("-cp");
    command.add(home.resolve("lib/platform") + "/*");
    command.add("dev.kitsune.cli.Main");
    command.addAll(List.of(words));
    return command;
  }

  @Override
  public void close() {
    process.close();
  }
}
