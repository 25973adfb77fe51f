package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.control.ControlClient;
import dev.kitsune.control.ControlDirectory;
import dev.kitsune.control.ControlException;
import dev.kitsune.kv.suite.ServerProcess;
import dev.kitsune.kv.suite.Wire;
import dev.kitsune.update.Deadlines;
import dev.kitsune.update.UpdateException;
import dev.kitsune.update.UpdateReport;
import dev.kitsune.update.Verifying;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A version that runs under Kitsune, as {@code kitsune run} starts it. */
final class UpdatableServer implements AutoCloseable {

  private static final String MAIN = "dev.kitsune.cli.Main";

  private static final Deadlines PATIENT =
      new Deadlines(Duration.ofMinutes(1), Duration.ofMinutes(3), Duration.ofMinutes(1));

  private final ServerProcess process;

  private UpdatableServer(ServerProcess process) {
    this.process = process;
  }

  /** Starts a version at a free port, and waits until it can be updated. */
  static UpdatableServer start(String version, String... jvmOptions) {
    return start(version, List.of(jvmOptions));
  }

  /** As {@link #start(String, String...)}, with arguments of the program behind the port. */
  static UpdatableServer start(String version, List<String> jvmOptions, String... arguments) {
    List<String> command = command("run", "kv-server@" + version, "--port", "0");
    command.addAll(List.of(arguments));
    command.addAll(1, jvmOptions);
    command.add(1, ServerProcess.freshDirectory()); // the last option of a name counts
    command.add(1, "-Xmx512m");
    UpdatableServer server = new UpdatableServer(ServerProcess.start(command));
    server.address();
    return server;
  }

  /** Returns where the server listens. */
  InetSocketAddress address() {
    return process.address();
  }

  /** Returns what the server printed so far. */
  List<String> log() {
    return process.log();
  }

  /** Returns all that the server printed, once it has ended. */
  List<String> logAtTheEnd() {
    process.exitStatus();
    return process.log();
  }

  /** Opens a connection. */
  Wire connect() {
    return Wire.to(address());
  }

  /** Brings the server to another version and returns what the command printed. */
  String update(VersionJar to) {
    return update(to.jar().toString());
  }

  /** Brings the server to a version of its stream, over all steps on the way, in one update. */
  String updateOverSteps(VersionJar to) {
    return update(to.version());
  }

  private String update(String to) {
    List<String> command =
        command("update", Long.toString(process.pid()), to, "--deadline", "30s", "--verify");
    try {
      Process update = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(update.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(update.waitFor()).as(output).isZero();
      assertThat(output).contains("COMMITTED");
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Brings the server to another version, without the looks at all state before and after. */
  UpdateReport step(VersionJar to) {
    UpdateReport report = request(to.jar(), PATIENT, Verifying.OFF);
    assertThat(report.outcome()).isEqualTo(UpdateReport.Outcome.COMMITTED);
    return report;
  }

  /** Asks for an update, verified, and returns its report, whatever came of it. */
  UpdateReport request(Path jar, Deadlines deadlines) {
    return request(jar, deadlines, Verifying.ON);
  }

  private UpdateReport request(Path jar, Deadlines deadlines, Verifying verifying) {
    try (ControlClient client = ControlDirectory.ofUser().connect(process.pid())) {
      return client.update(jar, deadlines, false, verifying, phase -> {});
    } catch (ControlException | UpdateException.Refused e) {
      throw new AssertionError("no report; log=" + process.log(), e);
    }
  }

  /** Returns the process's id. */
  long pid() {
    return process.pid();
  }

  /** Returns how many chains database 0 has, which the log tells every few seconds. */
  static int slots(UpdatableServer server, int keys) {
    Pattern line =
        Pattern.compile("DB 0: " + keys + " keys \\(0 volatile\\) in (\\d+) slots HT\\.");
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                server.log().stream()
                    .map(line::matcher)
                    .filter(Matcher::find)
                    .map(found -> Integer.parseInt(found.group(1)))
                    .findFirst()
                    .orElse(-1),
            slots -> slots >= 0);
  }

  private static List<String> command(String... words) {
    Path home = VersionJar.home();
    List<String> command = new ArrayList<>();
    command.add(ServerProcess.java());
    command.add("-XX:TieredStopAtLevel=1"); // each process lives for seconds
    command.add("@" + home.resolve("conf/jvm.options"));
    command.add("-Dkitsune.home=" + home);
    command.add("-Dlogback.configurationFile=" + home.resolve("conf/logback.xml"));
    command.add("-cp");
    command.add(home.resolve("lib/platform") + "/*");
    command.add(MAIN);
    command.addAll(List.of(words));
    return command;
  }

  @Override
  public void close() {
    process.close();
  }
}
