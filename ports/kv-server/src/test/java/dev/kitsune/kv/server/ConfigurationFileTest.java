package dev.kitsune.kv.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationFileTest {

  private final Settings settings = new Settings();

  @TempDir private Path directory;

  @Test
  void sample_isUsable() throws Exception {
    ConfigurationFile.apply("src/main/conf/redis.conf", settings);

    assertThat(settings.port()).isEqualTo(6379);
    assertThat(settings.logFile()).isNull();
  }

  @Test
  void directives_areTaken() throws Exception {
    Path included = write("included", "timeout 7\n");

    apply(
        "PORT 7000\n  loglevel notice  \n\n# comment\nlogfile /tmp/log\nmaxclients 9\nsave 1 2\n"
            + "requirepass secret\ninclude "
            + included
            + "\n");

    assertThat(settings.port()).isEqualTo(7000);
    assertThat(settings.logLevel()).isEqualTo(LogLevel.NOTICE);
    assertThat(settings.logFile()).isEqualTo("/tmp/log");
    assertThat(settings.maxClients()).isEqualTo(9);
    assertThat(settings.password()).isEqualTo("secret");
    assertThat(settings.idleSeconds()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo bar", "port", "port 1 2", "port  7000", "save 1", "PORTS 1"})
  void badDirective_isRefusedWithItsLine(String line) {
    assertThatThrownBy(() -> apply("port 7000\n" + line + "\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Bad directive or wrong number of arguments")
        .hasMessageContaining("line=2")
        .hasMessageContaining("'" + line + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"port 0", "port x", "databases 0", "timeout -1", "loglevel loud"})
  void badValue_isRefusedWithItsLine(String line) {
    assertThatThrownBy(() -> apply(line))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("expected")
        .hasMessageContaining("line=1");
  }

  @Test
  void missingFile_isRefused() {
    assertThatThrownBy(() -> ConfigurationFile.apply(directory + "/none", settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void fileThatIncludesItself_isRefused() throws IOException {
    Path file = directory.resolve("loop");
    Files.writeString(file, "include " + file + "\n");

    assertThatThrownBy(() -> ConfigurationFile.apply(file.toString(), settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("include each other");
  }

  private void apply(String text) throws Exception {
    ConfigurationFile.apply(write("redis.conf", text).toString(), settings);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
