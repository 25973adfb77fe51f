package dev.kitsune.http.file;

import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.text.Paths;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers requests for files. */
public final class FileReplies {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-.*");
  private static final long BAD_RANGE = -1;

  private FileReplies() {}

  /** Answers with a file of the web root, or from a place in it on; its end is never heeded. */
  public static void reply(Server server, FileServer files, Client client, Path path) {
    server.statistics().increase(null, "file_connections");
    FileChannel file = null;
    try {
      file = FileChannel.open(path);
      long size = file.size();
      String type = files.types().of(Paths.extension(path.toString()));
      String range = client.request().header("range");
      long from = range == null ? 0 : start(range);
      if (from == BAD_RANGE || from > size) {
        file.close();
        Replies.badRange(client);
        server.finish(client);
        return;
      }
      file.position(from);
      String head =
          range == null
              ? "HTTP/1.0 200 OK\r\nContent-Length: " + size + "\r\n"
              : partial(from, size);
      Replies.send(client, range == null ? 200 : 206, head + "Content-Type: " + type + "\r\n\r\n");
      files.send(client, file, size - from);
    } catch (IOException e) {
      close(file);
      Replies.notFound(client, "File not readable");
      server.finish(client);
    }
  }

  private static long start(String range) {
    Matcher matcher = RANGE.matcher(range);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : BAD_RANGE;
  }

  private static String partial(long from, long size) {
    String date =
        ZonedDateTime.now(ZoneOffset.UTC)
            .format(DateTimeFormatter.ofPattern("EEE, dd-MMM-yyyy HH:mm:ss 'GMT'", Locale.ENGLISH));
    return "HTTP/1.1 206 Partial Content\r\nDate: "
        + date
        + "\r\nContent-Length: "
        + (size - from)
        + "\r\nContent-Range: bytes "
        + from
        + "-"
        + Math.max(0, size - 1)
        + "/"
        + size
        + "\r\n";
  }

  private static void close(@org.jspecify.annotations.Nullable FileChannel file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        // it was only read
      }
    }
  }
}
