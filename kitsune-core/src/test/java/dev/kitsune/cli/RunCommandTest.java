package dev.kitsune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.cli.CommandFixture.Result;
import dev.kitsune.control.FakeService;
import dev.kitsune.testing.VersionJars;
import dev.kitsune.update.ControlService;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code kitsune run} with a launcher of the test's own, and the command line of {@code --plain}.
 */
@Timeout(60)
class RunCommandTest {

  @TempDir private Path temporary;
  private final List<String> launched = new ArrayList<>();
  private CommandFixture kitsune;
  private Thread.UncaughtExceptionHandler handler;

  @BeforeEach
  void setUp() throws Exception {
    handler = Thread.getDefaultUncaughtExceptionHandler();
    kitsune = new CommandFixture(temporary);
    VersionJars.write(kitsune.home, "kv", "1", Map.of());
    VersionJars.write(
        kitsune.home,
        "kv",
        "2",
        Map.of(
            "Kitsune-Previous", "1",
            "Kitsune-Default-Arguments", "conf/kv/kv.conf conf/kv/none.conf dir={run} -q"));
  }

  @AfterEach
  void tearDown() {
    Thread.setDefaultUncaughtExceptionHandler(handler);
  }

  @Test
  void run_served_printsTheHeaderAndLeavesNoSocket() {
    Result result = kitsune.run(launcher(null, "127.0.0.1:7001"), "run", "kv@1");

    long pid = ProcessHandle.current().pid();
    Path socket = kitsune.control.path().resolve(pid + ".sock");
    assertThat(result.out().lines())
        .containsExactly("pid " + pid, "program kv", "version 1", "control " + socket, "port 7001");
    assertThat(result.code()).isZero();
    assertThat(kitsune.control.path()).isEmptyDirectory();
  }

  @Test
  void run_readyAgainAfterAnUpdate_printsOnlyWhatIsNew() {
    Launcher updated =
        (version, arguments, reports, ready) ->
            running(() -> {
              ready.accept(List.of("[::1]:7001"));
              ready.accept(List.of("[::1]:7001"));
              ready.accept(List.of("[::1]:7001", "[::1]:7002"));
              return null;
            });

    Result result = kitsune.run(updated, "run", "kv@1");

    assertThat(result.out().lines().filter(line -> line.startsWith("port")))
        .containsExactly("port 7001", "port 7001", "port 7002");
  }

  @Test
  void run_noVersion_takesTheNewestWithItsDefaultArguments() throws Exception {
    Files.createDirectories(kitsune.home.resolve("conf/kv"));
    Files.createFile(kitsune.home.resolve("conf/kv/kv.conf"));

    kitsune.run(launcher(null), "run", "kv", "--port", "0");

    assertThat(launched)
        .containsExactly(
            "kv",
            "2",
            kitsune.home.resolveSibling("run").resolve("kv").resolve("updates").toString(),
            "--port",
            "0",
            kitsune.home + "/conf/kv/kv.conf",
            "conf/kv/none.conf",
            "dir=" + kitsune.home.resolveSibling("run").resolve("kv"),
            "-q");
    assertThat(kitsune.home.resolveSibling("run").resolve("kv")).isDirectory();
  }

  @Test
  void run_ownArguments_replaceTheDefaultOnes() {
    kitsune.run(launcher(null), "run", "kv@2", "--port", "0", "--", "my.conf", "--port");

    assertThat(launched.subList(3, launched.size()))
        .containsExactly("--port", "0", "my.conf", "--port");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web          | no such program: program=web; choose one of kv",
        "@1           | no such program: program=; choose one of kv",
        "kv@9         | no such version: program=kv, version=9; choose one of 1, 2",
        "kv@          | no such version: program=kv, version=; choose one of 1, 2",
        "kv --port=-1 | expected a port from 0 to 65535: port=-1",
        "kv --port=70000 | expected a port from 0 to 65535: port=70000",
        "kv --port=x  | Invalid value for option '--port': 'x' is not an int; see %s --help",
        "kv --prot=1  | Unknown option: '--prot=1'; see %s --help",
      })
  void run_badRequest_isTheSameLineWithAndWithoutTheRuntime(String line, String message) {
    for (String command : List.of("run", "plain-command")) {
      Result result = kitsune.run((command + " " + line).split(" "));

      assertThat(result.err()).isEqualTo("kitsune: " + message.formatted("kitsune " + command));
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
    }
  }

  @Test
  void run_portInUse_isOneLineBeforeTheProgramStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = "" + taken.getLocalPort();

      for (String command : List.of("run", "plain-command")) {
        Result result = kitsune.run(command, "kv", "--port", port);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
            .isEqualTo(
                "kitsune: the port is in use or not allowed: port="
                    + port
                    + "; end the process that has it, or choose another with --port");
      }
    }
  }

  @Test
  void run_programCannotBind_isOneLine() {
    Throwable failure = new IllegalStateException(new BindException("Address already in use"));

    Result result = kitsune.run(launcher(failure), "run", "kv");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).startsWith("kitsune: the port is in use").doesNotContain("\n");
  }

  @Test
  void run_mainFails_saysSo() {
    Result result = kitsune.run(launcher(new IllegalStateException("no config")), "run", "kv");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("the program's main method failed: program=kv, version=2")
        .contains("no config");
  }

  @Test
  void run_controlDirectoryNotOurs_neverStartsTheProgram() throws Exception {
    Files.createSymbolicLink(kitsune.control.path(), temporary);

    Result result = kitsune.run("run", "kv");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("the control directory is not the user's alone");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void plainCommand_strangeArguments_areQuotedForTheShell() throws Exception {
    Result result =
        kitsune.run("plain-command", "kv@1", "--plain", "--port", "0", "--", "it's", "a b", "$(x)");

    Process shell =
        new ProcessBuilder(
                "bash", "-c", "eval \"set -- $0\"; printf '<%s>' \"$@\"", result.out().strip())
            .start();
    String words = new String(shell.getInputStream().readAllBytes());
    assertThat(words)
        .isEqualTo(
            "<kv><1><"
                + kitsune.home.resolve("streams/kv/1.jar")
                + "><demo.Main><--port><0><it's><a b><$(x)>");
  }

  /** A program that tells its addresses, and ends. */
  private Launcher launcher(Throwable failure, String... addresses) {
    return (version, arguments, reports, ready) -> {
      launched.addAll(List.of(version.program(), version.version(), reports.toString()));
      launched.addAll(arguments);
      for (String address : addresses) {
        ready.accept(List.of(address));
      }
      return running(() -> failure);
    };
  }

  private static Launcher.Running running(Supplier<Throwable> end) {
    return new Launcher.Running() {
      @Override
      public ControlService service() {
        return new FakeService("kv", "1");
      }

      @Override
      public Throwable awaitEnd() {
        return end.get();
      }
    };
  }
}
