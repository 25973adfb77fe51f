package tutorial;

import dev.kitsune.blocking.Blocking;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Who is connected, and the part of a line that has come so far. */
final class Client {

  final SocketChannel channel;
  final ByteBuffer input = ByteBuffer.allocate(1024);
  String line = "";
  int commands;

  Client(SocketChannel channel) {
    this.channel = channel;
  }

  /** Answers what has come; returns whether the client goes on. */
  boolean serve(Database database) throws IOException {
    input.clear();
    if (Blocking.read("read", channel, input) < 0) { // an update point
      channel.close();
      return false;
    }
    line += new String(input.array(), 0, input.position(), StandardCharsets.UTF_8);
    for (int end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
      String[] words = line.substring(0, end).split(" ");
      line = line.substring(end + 1);
      String reply = answer(database, words);
      Blocking.write("write", channel, ByteBuffer.wrap((reply + "\n").getBytes(StandardCharsets.UTF_8)));
    }
    return true;
  }

  private String answer(Database database, String[] words) throws IOException {
    commands++;
    switch (words[0]) {
      case "set":
        database.values.put(words[1], words[2]);
        return "ok";
      case "get":
        database.reads++;
        return database.values.getOrDefault(words[1], "nothing");
      case "stats":
        return commands + " commands, " + database.reads + " reads, limit " + Main.limit;
      case "shutdown":
        Main.listener.close();
        return "bye";
      default:
        return "what?";
    }
  }
}
