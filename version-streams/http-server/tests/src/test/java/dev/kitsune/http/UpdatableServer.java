package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.http.suite.Running;
import dev.kitsune.http.suite.ServerProcess;
import dev.kitsune.http.suite.Site;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A version that runs under Kitsune, as {@code kitsune run} starts it. */
final class UpdatableServer implements Running {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServerProcess process;

  private UpdatableServer(ServerProcess process) {
    this.process = process;
  }

  /** Starts a version at free ports, and waits until it can be updated. */
  static UpdatableServer start(String version, Site site) {
    List<String> command = command("run", "http-server@" + version, "--port", "0", "--", "-c");
    command.add(site.configuration().toString());
    ServerProcess process = ServerProcess.start(command);
    process.await();
    return new UpdatableServer(process);
  }

  @Override
  public int port() {
    return process.port();
  }

  @Override
  public int shoutcastPort() {
    return process.shoutcastPort();
  }

  /** Brings the server to another version, and returns the update's report. */
  JsonNode update(String to, String... options) {
    List<String> command =
        command("update", Long.toString(process.pid()), to, "--deadline", "30s", "--json");
    command.addAll(List.of(options));
    try {
      Process update =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(update.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(update.waitFor()).as(output).isZero();
      return JSON.readTree(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Brings the server to a release, which must succeed; returns the update's report. */
  JsonNode step(String version) {
    JsonNode report = update(Versions.jar(version).toString());
    assertThat(report.get("outcome").asText()).as(report.toString()).isEqualTo("COMMITTED");
    return report;
  }

  /** Returns the process's id. */
  long pid() {
    return process.pid();
  }

  /** Sends a signal. */
  void signal(String name) {
    process.signal(name);
  }

  /** Returns the jar of the synthetic step. */
  static String synthetic() {
    return Versions.home().resolve("synthetic/http-server/synthetic-1.jar").toString();
  }

  /** Returns a release's jar. */
  static String release(String version) {
    return Versions.jar(version).toString();
  }

  private static List<String> command(String... words) {
    Path home = Versions.home();
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.add("@" + home.resolve("conf/jvm.options"));
    command.add("-Xmx256m");
    command.add("-XX:TieredStopAtLevel=1");
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
