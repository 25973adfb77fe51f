package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.ftp.suite.Ftp;
import dev.kitsune.ftp.suite.Running;
import dev.kitsune.ftp.suite.Site;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same dialogues with the newest version and with Debian's vsftpd 3.0.3: what differs is what
 * the releases between them changed, and is listed here and in the port's README.
 */
final class RealServerTest {

  private static final String[] SETTINGS = {
    "anonymous_enable=YES",
    "write_enable=YES",
    "anon_upload_enable=YES",
    "anon_mkdir_write_enable=YES",
    "anon_other_write_enable=YES",
    "anon_umask=022",
    "ascii_download_enable=YES",
    "ascii_upload_enable=YES",
    "hide_ids=YES",
    "dirmessage_enable=YES",
    "no_anon_password=NO",
    "delay_failed_login=0"
  };

  /**
   * A dialogue: lines, or {@code <} before one that brings data, {@code >} before one that takes
   * them.
   *
   * @param name what it is about
   */
  record Dialogue(String name, List<String> lines) {

    static Dialogue of(String name, String... lines) {
      return new Dialogue(name, List.of(lines));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What vsftpd 3.0.3 says where 2.0.6 says something else, by dialogue and line. */
  private static final Map<String, List<String>> DIFFERENCES = Differences.table();

  static Stream<Dialogue> dialogues() {
    return Stream.of(
        Dialogue.of("before login", "NOOP", "PWD", "HELP", "PASS x", "FEAT", "SYST", "QUIT"),
        Dialogue.of("another user", "USER somebody", "PASS x", "QUIT"),
        Dialogue.of(
            "login", "USER anonymous", "PASS me@home", "USER anonymous", "PASS again", "QUIT"),
        logged("nothing", "", "   ", "XYZZY", "NOOP", "noop with words", "QUIT now"),
        logged("facts", "SYST", "FEAT", "HELP", "ACCT", "SMNT x", "REIN", "ALLO 5"),
        logged("options", "OPTS UTF8 ON", "OPTS utf8 off", "OPTS MLST size", "OPTS"),
        logged("types", "TYPE I", "TYPE A", "TYPE L8", "TYPE L 8", "TYPE E", "TYPE X", "TYPE"),
        logged("structures", "STRU F", "STRU R", "MODE S", "MODE B", "MODE Z"),
        logged("sites", "SITE HELP", "SITE UMASK", "SITE CHMOD 600 x", "SITE IDLE", "SITE"),
        logged("restarts", "REST 5", "REST 0", "REST x", "REST", "ABOR"),
        logged("folders", "PWD", "CWD pub", "PWD", "CWD nowhere", "CDUP", "CDUP", "XPWD"),
        logged("odd folders", "CWD", "CWD /", "CWD ..", "CWD pub/../pub/sub", "PWD", "CWD ~"),
        logged(
            "new folders",
            "MKD incoming/a",
            "MKD incoming/a",
            "MKD incoming/b\"c",
            "CWD incoming/b\"c",
            "PWD",
            "CWD /",
            "RMD incoming/a",
            "RMD incoming/a",
            "RMD incoming/b\"c"),
        logged("escapes", "MKD incoming/x\u00ffy", "RMD incoming/x\u00ffy"),
        logged("sizes", "SIZE pub/hello.txt", "SIZE pub", "SIZE none", "SIZE"),
        logged("times", "MDTM none", "MDTM pub", "MDTM 20010101000000 none", "MDTM"),
        logged(
            "renames",
            "RNTO x",
            "RNFR none",
            "MKD incoming/r",
            "RNFR incoming/r",
            "NOOP",
            "RNTO incoming/s",
            "RNTO incoming/t",
            "RMD incoming/s"),
        logged("deletions", "DELE none", "DELE pub", "DELE"),
        logged("binary", "TYPE I", "<RETR pub/hello.txt"),
        logged("binary again", "TYPE I", "REST 6", "<RETR pub/hello.txt"),
        logged("text", "TYPE A", "<RETR pub/hello.txt", "<RETR none", "<RETR pub"),
        logged("secrets", "<RETR pub/secret", "<LIST pub/noread", "CWD pub/noread", "<LIST"),
        logged("lists", "<LIST pub", "<LIST -a pub", "<NLST pub", "<LIST none", "<NLST none"),
        logged(
            "patterns", "CWD pub", "<NLST h*", "<NLST li*", "<LIST *.txt", "<NLST *", "<NLST -d"),
        logged("uploads", ">STOR one", "SIZE one", ">APPE one", "SIZE one", "DELE one"),
        logged("uploads again", ">STOR two", "REST 3", ">STOR two", "<RETR two", "DELE two"),
        logged("unnamed", ">STOU"),
        logged("nowhere", ">STOR /pub/none/x", ">STOR /x"),
        logged("no data", "RETR pub/hello.txt", "LIST", "STOR x", "NLST", "STOU"),
        logged("ports", "PORT", "PORT 1,2,3", "PORT 10,0,0,1,4,5", "PORT 127,0,0,1,0,5"),
        logged("extended ports", "EPRT |1|127.0.0.1|x|", "EPRT |3|::1|5555|", "EPRT", "EPSV 7"),
        logged("status", "STAT none", "STAT pub/hello.txt"));
  }

  private static Dialogue logged(String name, String... lines) {
    List<String> all = new ArrayList<>(List.of("USER anonymous", "PASS me@home"));
    if (name.startsWith("u")) {
      all.addAll(List.of("TYPE I", "CWD incoming"));
    }
    all.addAll(List.of(lines));
    return new Dialogue(name, all);
  }

  private static Site ourSite;
  private static Site theirSite;
  private static Running ours;
  private static Running theirs;

  @BeforeAll
  static void startBoth() throws IOException {
    ourSite = site();
    theirSite = site();
    ours = Versions.plain("2.0.6", ourSite);
    theirs = RealVsftpd.start(theirSite, SETTINGS);
  }

  @AfterAll
  static void stopBoth() {
    for (AutoCloseable each : new AutoCloseable[] {ours, theirs, ourSite, theirSite}) {
      close(each);
    }
  }

  private static void close(@Nullable AutoCloseable each) {
    if (each != null) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** No dialogue leaves anything that another one would see. */
  @ParameterizedTest
  @MethodSource("dialogues")
  void dialogue_isTheRealServersBesidesWhatReleasesChanged(Dialogue dialogue) throws Exception {
    List<String> fromOurs = play(dialogue, ours);
    List<String> fromTheirs = play(dialogue, theirs);

    Map<String, List<String>> found = new TreeMap<>();
    for (int i = 0; i < dialogue.lines().size(); i++) {
      if (!fromOurs.get(i).equals(fromTheirs.get(i))) {
        found.put(
            dialogue.name() + ": " + dialogue.lines().get(i),
            List.of(fromOurs.get(i), fromTheirs.get(i)));
      }
    }
    Map<String, List<String>> expected = new TreeMap<>(DIFFERENCES);
    expected.keySet().removeIf(line -> !line.startsWith(dialogue.name() + ": "));
    assertThat(found).isEqualTo(expected);
  }

  /** Both servers' anonymous users may write into the folder, though they are different users. */
  private static Site site() throws IOException {
    Site site = Site.writable();
    Files.setPosixFilePermissions(
        site.root().resolve("incoming"), PosixFilePermissions.fromString("rwxrwxrwx"));
    for (String setting : SETTINGS) {
      site.set(setting);
    }
    return site;
  }

  /** Returns what each line brought: all replies and data, without what differs by chance. */
  private static List<String> play(Dialogue dialogue, Running server) throws IOException {
    List<String> brought = new ArrayList<>();
    try (Ftp ftp = Ftp.greeted(server.address())) {
      for (String line : dialogue.lines()) {
        brought.add(settled(bring(ftp, line)));
      }
    }
    return brought;
  }

  private static String bring(Ftp ftp, String line) throws IOException {
    char kind = line.isEmpty() ? ' ' : line.charAt(0);
    if (kind != '<' && kind != '>') {
      return line.isBlank() ? blank(ftp, line) : String.join("/", ftp.send(line).replyLines());
    }
    try (Socket data = ftp.passive()) {
      String first = String.join("/", ftp.send(line.substring(1)).replyLines());
      if (!first.startsWith("150")) {
        return first;
      }
      String moved = "";
      if (kind == '<') {
        moved = Ftp.drain(data);
      } else {
        data.getOutputStream().write("0123456789".getBytes(StandardCharsets.US_ASCII));
        data.shutdownOutput();
      }
      return first + "/" + moved + "/" + String.join("/", ftp.replyLines());
    }
  }

  /** A line that may have no answer: another one, which has, follows it. */
  private static String blank(Ftp ftp, String line) {
    ftp.send(line).send("NOOP");
    List<String> replies = new ArrayList<>();
    String reply;
    do {
      reply = ftp.reply();
      replies.add(reply);
    } while (!reply.startsWith("200 "));
    return String.join("/", replies);
  }

  private static String settled(String text) {
    return text.replaceAll("[A-Z][a-z]{2} [ 0-9]\\d (\\d\\d:\\d\\d| \\d{4})", "DATE")
        .replaceAll("213 \\d{14}", "213 TIME")
        .replace("\r\n", "|");
  }
}
