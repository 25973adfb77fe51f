package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that others wrote, in a process of its own. */
final class Program implements AutoCloseable {

  private static final String LIMIT_SECONDS = "600";

  private final Process process;
  private final Path output;

  private Program(List<String> command) {
    List<String> limited = new ArrayList<>(List.of("timeout", "--signal=KILL", LIMIT_SECONDS));
    limited.addAll(command);
    try {
      output = Files.createTempFile("program", ".log");
      process =
          new ProcessBuilder(limited)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a program that is ended by {@link #close}, at the latest after ten minutes. */
  static Program start(String... command) {
    return new Program(List.of(command));
  }

  /** Runs a program that must succeed, and returns what it printed. */
  static String run(String... command) {
    try (Program program = start(command)) {
      int status = program.process.waitFor();
      String printed = program.output();
      assertThat(status).as(String.join(" ", command) + "\n" + printed).isZero();
      return printed;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what it printed so far. */
  String output() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the program's own process, which {@code timeout} started. */
  long pid() {
    return process.children().findFirst().map(ProcessHandle::pid).orElse(process.pid());
  }

  @Override
  public void close() {
    try {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.waitFor();
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
