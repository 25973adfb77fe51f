package dev.kitsune.kv.persistence;

import dev.kitsune.kv.data.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Requests as text, as clients send them: what the log of commands and slaves' links consist of.
 */
public final class CommandText {

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  /** Adds a request. */
  public CommandText add(Bytes... words) {
    line('*', words.length);
    for (Bytes word : words) {
      line('$', word.length());
      text.writeBytes(word.toArray());
      text.write('\r');
      text.write('\n');
    }
    return this;
  }

  /** Adds a request. */
  public CommandText add(String name, Bytes... arguments) {
    Bytes[] words = new Bytes[1 + arguments.length];
    words[0] = Bytes.of(name);
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    return add(words);
  }

  /** Adds a request of the plain form. */
  public void addLine(String line) {
    text.writeBytes((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Adds all of another text. */
  public void addAll(CommandText other) {
    text.writeBytes(other.text.toByteArray());
  }

  /** Returns the text, and begins anew. */
  public byte[] take() {
    byte[] bytes = text.toByteArray();
    text.reset();
    return bytes;
  }

  /** Returns how many bytes there are. */
  public int length() {
    return text.size();
  }

  private void line(char kind, long number) {
    text.writeBytes((kind + Long.toString(number) + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }
}
