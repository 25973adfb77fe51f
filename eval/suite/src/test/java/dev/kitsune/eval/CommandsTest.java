package dev.kitsune.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.cli.Subcommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {

  @TempDir Path home;

  private final StringWriter err = new StringWriter();

  @BeforeEach
  void setHome() {
    System.setProperty("kitsune.home", home.toString());
  }

  @AfterEach
  void clearHome() {
    System.clearProperty("kitsune.home");
  }

  @Test
  void services_namesOfTheCommands() {
    assertThat(ServiceLoader.load(Subcommand.class))
        .extracting(command -> new CommandLine(command).getCommandName())
        .contains("eval", "replay");
  }

  @Test
  void eval_nothingBuilt_failsAndSaysSo() {
    assertThat(execute(new EvalCommand(), "--quick")).isEqualTo(1);
    assertThat(err.toString()).contains("no program to evaluate was built");
  }

  @Test
  void eval_unknownProgram_isAWrongRequest() {
    assertThat(execute(new EvalCommand(), "--only", "nonsense")).isEqualTo(2);
    assertThat(err.toString()).contains("program=nonsense", "kv-server");
  }

  @Test
  void eval_quickAndFull_isAWrongRequest() {
    assertThat(execute(new EvalCommand(), "--quick", "--full")).isEqualTo(2);
  }

  @Test
  void eval_noJdkThere_isAWrongRequest() {
    assertThat(execute(new EvalCommand(), "--jdk", home.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("no JDK there");
  }

  @Test
  void replay_unknownProgram_isAWrongRequest() {
    assertThat(execute(new ReplayCommand(), "nonsense")).isEqualTo(2);
    assertThat(err.toString()).contains("no such program: program=nonsense");
  }

  @Test
  void soak_nothingBuilt_failsAndSaysSo() {
    assertThat(execute(new EvalCommand(), "soak", "--updates", "2")).isEqualTo(1);
    assertThat(err.toString()).contains("kv-server");
  }

  @Test
  void size_nothingBuilt_failsAndSaysSo() {
    assertThat(execute(new EvalCommand(), "size", "--sizes", "10", "--updates", "1")).isEqualTo(1);
    assertThat(err.toString()).contains("kv-server");
  }

  @Test
  void size_noUpdates_isAWrongRequest() {
    assertThat(execute(new EvalCommand(), "size", "--updates", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("updates=0");
  }

  @Test
  void size_unknownCollector_isAWrongRequest() {
    assertThat(execute(new EvalCommand(), "size", "--collectors", "none")).isEqualTo(2);
    assertThat(err.toString()).contains("--collectors");
  }

  private int execute(Object command, String... arguments) {
    CommandLine line = new CommandLine(command);
    line.setErr(new PrintWriter(err, true));
    line.setOut(new PrintWriter(new StringWriter(), true));
    return line.execute(arguments);
  }
}
