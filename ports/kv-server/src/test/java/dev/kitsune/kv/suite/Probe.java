package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Bytes that were sent to the real server, and the bytes that it answered.
 *
 * @param sent in the notation of {@code probes.txt}
 * @param received in the same
 */
public record Probe(String sent, String received) {

  private static final String FILE = "probes.txt";
  private static final String END_OF_CONNECTION = "<EOF>";

  /** Returns all probes, in the order in which they must run. */
  public static List<Probe> all() {
    List<Probe> probes = new ArrayList<>();
    for (Iterator<String> lines = Resources.lines(FILE).iterator(); lines.hasNext(); ) {
      String line = lines.next();
      if (line.startsWith("> ")) {
        probes.add(new Probe(line.substring(2), lines.next().substring(2)));
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
}
