package dev.kitsune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.cli.CommandFixture.Result;
import dev.kitsune.control.ControlServer;
import dev.kitsune.control.FakeService;
import dev.kitsune.testing.VersionJars;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The root command, {@code status} and {@code streams}. */
@Timeout(60)
class CommandLineTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path temporary;
  private CommandFixture kitsune;

  @BeforeEach
  void setUp() throws Exception {
    kitsune = new CommandFixture(temporary);
    VersionJars.write(kitsune.home, "kv", "2.0.0", Map.of("Kitsune-Released", "2010-09-04"));
    VersionJars.write(kitsune.home, "kv", "2.0.1", Map.of("Kitsune-Previous", "2.0.0"));
    VersionJars.write(kitsune.home, "ftp", "1.1.0", Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "update", "status", "streams", "generate-completion"})
  void help_eachCommand_showsItsUsage(String command) {
    Result result = kitsune.run(command, "--help");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Usage: kitsune " + command);
  }

  @Test
  void help_root_listsCommandsButNotTheHiddenOne() {
    Result result = kitsune.run("--help");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("run", "update", "status", "streams", "Exit codes");
    assertThat(result.out()).doesNotContain("plain-command");
  }

  @Test
  void generateCompletion_any_isABashScript() {
    Result result = kitsune.run("generate-completion");

    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("#!").contains("--deadline");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "''                    ~ kitsune: Missing required subcommand; see kitsune --help",
        "patch                 ~ kitsune: Unmatched argument at index 0: 'patch'; see kitsune --help",
        "update kv             ~ kitsune: Missing required parameter: '<version|jar>';"
            + " see kitsune update --help",
        "update kv 1 --forces  ~ kitsune: Unknown option: '--forces'; see kitsune update --help",
        "streams web           ~ kitsune: no such program: program=web; choose one of ftp, kv",
        "status web            ~ kitsune: no such program: program=web; choose one of ftp, kv",
      })
  void command_wrongRequest_isOneLineAndExitCode2(String line, String message) {
    Result result = kitsune.run(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(result.err()).isEqualTo(message);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void replay_notBuilt_saysSo() {
    Result result = kitsune.run("replay", "kv");

    assertThat(result.err()).isEqualTo("kitsune: this build has no replay; build all modules");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void streams_oneAsJson_isADocumentInOrder() throws Exception {
    Result result = kitsune.run("streams", "kv", "--json");

    assertThat(JSON.readTree(result.out()))
        .isEqualTo(
            JSON.readTree(
                """
                {"program":"kv","versions":[{"version":"2.0.0","released":"2010-09-04"},
                                            {"version":"2.0.1","released":null}]}
                """));
  }

  @Test
  void streams_allAsJson_isAListOfDocuments() throws Exception {
    Result result = kitsune.run("streams", "--json");

    assertThat(JSON.readTree(result.out()).findValuesAsText("program"))
        .containsExactly("ftp", "kv");
  }

  @Test
  void streams_asText_listsVersionsUnderTheirProgram() {
    Result result = kitsune.run("streams");

    assertThat(result.out().lines())
        .containsExactly("ftp", "  1.1.0", "kv", "  2.0.0  2010-09-04", "  2.0.1");
  }

  @Test
  void status_nothingRuns_saysSo() {
    Result text = kitsune.run("status");
    Result json = kitsune.run("status", "--json");

    assertThat(text.out()).isEqualToIgnoringNewLines("no program runs");
    assertThat(json.out().replaceAll("\\s", "")).isEqualTo("[]");
    assertThat(text.code()).isZero();
  }

  @Test
  void status_oneRunsAndOneDied_listsTheFirstAndRemovesTheOther() throws Exception {
    long pid = ProcessHandle.current().pid();
    try (ControlServer server =
        ControlServer.open(kitsune.control, new FakeService("kv", "2.0.0"))) {
      Path dead = deadEntry(4_999_999);

      Result text = kitsune.run("status");
      Result json = kitsune.run("status", "--json");
      Result one = kitsune.run("status", "kv", "--json");

      assertThat(text.out()).isEqualToIgnoringNewLines(pid + " kv 2.0.0 127.0.0.1:7000");
      assertThat(JSON.readTree(json.out()).findValuesAsText("version")).containsExactly("2.0.0");
      assertThat(JSON.readTree(one.out()).get("socket").asText())
          .isEqualTo(server.socket().toString());
      assertThat(dead).doesNotExist();
    }
  }

  @Test
  void status_programThatDoesNotRun_fails() {
    Result result = kitsune.run("status", "kv");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("the program does not run: program=kv");
  }

  /** Writes what a killed process leaves behind. */
  private Path deadEntry(long pid) throws Exception {
    Path socket = kitsune.control.path().resolve(pid + ".sock");
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket));
    channel.close();
    return Files.writeString(
        kitsune.control.path().resolve(pid + ".json"),
        "{\"pid\":" + pid + ",\"program\":\"kv\",\"started\":\"x\"}");
  }
}
