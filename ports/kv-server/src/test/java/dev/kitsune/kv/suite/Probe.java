package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Bytes that were sent to the real server, and the bytes that it answered.
 *
 * @param sent in the notation of {@code probes.txt}
 * @param received in the same
 * @param ported whether all commands in it are ported
 */
public record Probe(String sent, String received, boolean ported) {

  private static final String FILE = "probes.txt";
  private static final String END_OF_CONNECTION = "<EOF>";

  /** Returns all probes, in the order in which they must run. */
  public static List<Probe> all() {
    List<Probe> probes = new ArrayList<>();
    boolean ported = true;
    for (Iterator<String> lines = lines().iterator(); lines.hasNext(); ) {
      String line = lines.next();
      if (line.startsWith("not yet")) {
        ported = false;
      } else if (line.startsWith("> ")) {
        probes.add(new Probe(line.substring(2), lines.next().substring(2), ported));
        ported = true;
      }
    }
    return probes;
  }

  /** Sends the bytes on a connection of its own, and compares all that comes until its end. */
  public void verify(InetSocketAddress server) {
    try (Wire wire = Wire.to(server)) {
      wire.send(bytes(sent));
      if (received.equals(END_OF_CONNECTION)) {
        assertThat(wire.readToEnd()).isEmpty();
      } else {
        String expected = bytes(received);
        String found = wire.read(expected.length());
        wire.endOfRequests();
        assertThat(found + wire.readToEnd()).isEqualTo(expected);
      }
    }
  }

  private static String bytes(String notation) {
    return notation.replace("¶", "\r\n").replace("\\n", "\n");
  }

  private static List<String> lines() {
    InputStream file = Probe.class.getResourceAsStream(FILE);
    if (file == null) {
      throw new AssertionError("resource is missing: name=" + FILE);
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
