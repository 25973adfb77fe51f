package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.ftp.suite.Running;
import dev.kitsune.ftp.suite.ServerProcess;
import dev.kitsune.ftp.suite.Site;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A version that runs under Kitsune, as {@code kitsune run} starts it. */
final class UpdatableServer implements Running {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServerProcess process;
  private String version;

  private UpdatableServer(ServerProcess process, String version) {
    this.process = process;
    this.version = version;
  }

  /** Starts a version at a free port, and waits until it can be updated. */
  static UpdatableServer start(String version, Site site) {
    List<String> command = command("run", "ftp-server@" + version, "--port", "0", "--");
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

  /** Brings the server to another version and returns the update's report. */
  JsonNode update(String to) {
    List<String> command =
        command("update", Long.toString(process.pid()), to, "--deadline", "30s", "--json");
    try {
      Process update =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(update.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(update.waitFor()).as(output).isZero();
      version = to;
      return JSON.readTree(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
