package dev.kitsune.eval.testing;

import dev.kitsune.eval.subject.Numbered;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A small FTP server with the files of the load; at its update it does one thing wrong. */
public final class FakeFtp extends Fake {

  private static final int BLOCK = 4096;

  private final long large;
  private final int small;
  private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();
  private final AtomicInteger updates = new AtomicInteger();
  private volatile String version = "1.0";
  private volatile long stalledUntilNanos = System.nanoTime();

  /**
   * Starts at a free loopback port, at version 1.0.
   *
   * @param large the size of the large file
   * @param small of the small one
   */
  public FakeFtp(Fault fault, long large, int small) throws IOException {
    super(fault);
    this.large = large;
    this.small = small;
    open();
  }

  @Override
  void version(String next) {
    version = next;
  }

  @Override
  public void misbehave() throws IOException {
    updates.incrementAndGet();
    if (fault() == Fault.STALLS_300_MS) {
      stalledUntilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
      stall(); // as an update is over only when its pause is
    } else if (fault() == Fault.DROPS_A_CONNECTION) {
      sockets().iterator().next().close();
    }
  }

  @Override
  void serve(Socket socket) throws IOException {
    new Session(socket).run();
  }

  private boolean has(Fault fault, int updatesBefore) {
    return fault() == fault && updates.get() > updatesBefore;
  }

  private void stall() {
    for (long left; (left = stalledUntilNanos - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
  }

  /** One connection, which knows how many updates there had been when its state came to be. */
  private final class Session {

    private final BufferedReader in;
    private final OutputStream out;
    private String folder = "/";
    private boolean isLoggedIn;
    private boolean isRenaming;
    private long place;
    private @Nullable ServerSocket port;
    private int stateOf = updates.get();

    Session(Socket socket) throws IOException {
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      out = socket.getOutputStream();
    }

    void run() throws IOException {
      say("220 (vsFTPd " + version + ")");
      for (String line; (line = in.readLine()) != null; ) {
        stall();
        int space = line.indexOf(' ');
        String argument = space < 0 ? "" : line.substring(space + 1);
        String word = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
        if (word.equals("QUIT")) {
          say("221 Goodbye.");
          return;
        }
        execute(word, argument);
      }
    }

    private void execute(String word, String argument) throws IOException {
      boolean forgets = has(Fault.FORGETS_DIALOGUES, stateOf);
      switch (word) {
        case "USER" -> say("331 Please specify the password.");
        case "PASS" -> {
          isLoggedIn = !forgets;
          say(forgets ? "503 Login with USER first." : "230 Login successful.");
        }
        case "PWD" -> {
          boolean isKnown = isLoggedIn && !has(Fault.FORGETS_LOGINS, stateOf);
          say(isKnown ? "257 \"" + (forgets ? "/" : folder) + "\"" : "530 Please login.");
        }
        case "CWD" -> {
          folder = argument.equals("../..") ? "/" : "/home/" + argument;
          say("250 Directory changed.");
        }
        case "RNFR" -> {
          isRenaming = true;
          say("350 Ready.");
        }
        case "RNTO" -> {
          say(isRenaming && !forgets ? "250 Renamed." : "503 RNFR required first.");
          isRenaming = false;
        }
        case "REST" -> {
          place = Long.parseLong(argument);
          say("350 Restart position accepted.");
        }
        case "PASV" -> {
          ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          port = open;
          int number = open.getLocalPort();
          say("227 (127,0,0,1," + number / 256 + "," + number % 256 + ")");
        }
        case "LIST" -> list();
        case "RETR" -> retrieve(argument, forgets);
        case "STOR" -> store(argument);
        default -> say("200 OK.");
      }
      stateOf = word.equals("PWD") || word.equals("NOOP") ? stateOf : updates.get();
    }

    private void list() throws IOException {
      say("150 Here comes the list.");
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        text.append("-rw-r--r-- 1 0 0 ").append(i * 100).append(" Jan 01 00:00 file-");
        text.append(i).append("\r\n");
      }
      try (ServerSocket open = Objects.requireNonNull(port);
          Socket data = open.accept()) {
        data.getOutputStream().write(text.toString().getBytes(StandardCharsets.US_ASCII));
      }
      say("226 Done.");
    }

    private void retrieve(String name, boolean forgets) throws IOException {
      int before = updates.get();
      long at = forgets ? 0 : place;
      place = 0;
      byte[] uploaded = uploads.get(name);
      long length = uploaded != null ? uploaded.length : name.equals("large") ? large : small;
      say("150 Opening.");
      boolean isDone = false;
      try (ServerSocket open = Objects.requireNonNull(port);
          Socket data = open.accept()) {
        data.setSendBufferSize(4 * BLOCK); // so that an update finds it in the middle
        while (at < length) {
          stall();
          int count = (int) Math.min(BLOCK, length - at);
          byte[] block = Numbered.plain().bytes(at, count);
          if (uploaded != null) {
            System.arraycopy(uploaded, (int) at, block, 0, count);
          }
          if (!isDone && before < updates.get() && name.equals("large")) {
            isDone = true;
            switch (fault()) {
              case LOSES_BYTES -> at += 100;
              case DOUBLES_BYTES -> at -= 100;
              case ALTERS_A_BYTE -> block[count / 2] ^= 1;
              default -> {}
            }
          }
          data.getOutputStream().write(block);
          at += count;
        }
      }
      say("226 Done.");
    }

    private void store(String name) throws IOException {
      say("150 Ok to send data.");
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      try (ServerSocket open = Objects.requireNonNull(port);
          Socket data = open.accept()) {
        data.getInputStream().transferTo(content);
      }
      uploads.put(name, content.toByteArray());
      say("226 Done.");
    }

    private void say(String line) throws IOException {
      out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
