package dev.kitsune.ftp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What vsftpd 3.0.3 says where 2.0.6 says something else, and since which release. */
final class Differences {

  private static final String END = "/226 ";
  private static final String OPENING = "150 Opening ";
  private static final String HELLO = " mode data connection for pub/hello.txt (12 bytes).";
  private static final String LISTING = "150 Here comes the directory listing./";
  private static final String LISTED = "/226 Directory send OK.";
  private static final String FEATURES =
      "211-Features:/ EPRT/ EPSV/ MDTM/ PASV/ REST STREAM/ SIZE/ TVFS/";

  private final Map<String, List<String>> all = new TreeMap<>();

  private Differences() {
    // 2.1.0: an empty line has no answer.
    add("nothing: ", "500 Unknown command./200 NOOP ok.", "200 NOOP ok.");
    // Debian's build.
    for (String line : List.of("before login: FEAT", "facts: FEAT")) {
      add(line, FEATURES + " UTF8/211 End", FEATURES + "211 End");
    }
    // 3.0.3: the reply has words.
    folder("folders: PWD", "/pub");
    folder("folders: XPWD", "/");
    folder("odd folders: PWD", "/pub/sub");
    folder("new folders: PWD", "/incoming/b\"\"c");
    // 2.2.2: all transfers end with the same words.
    sent("binary: <RETR pub/hello.txt", OPENING + "BINARY" + HELLO + "/hello\nworld\n");
    sent("binary again: <RETR pub/hello.txt", OPENING + "BINARY" + HELLO + "/world\n");
    sent("text: <RETR pub/hello.txt", OPENING + "ASCII" + HELLO + "/hello|world|");
    received("uploads: >STOR one");
    received("uploads: >APPE one");
    // 2.3.0: STOR after REST overwrites in place; before, it appended.
    add(
        "uploads again: <RETR two",
        "150 Opening BINARY mode data connection for two (20 bytes)./01234567890123456789"
            + "/226 File send OK.",
        "150 Opening BINARY mode data connection for two (13 bytes)./0120123456789"
            + "/226 Transfer complete.");
    received("uploads again: >STOR two");
    // 3.0.1: a file without a name is called STOU.
    add(
        "unnamed: >STOU",
        "150 FILE: .1//226 File receive OK.",
        "150 FILE: STOU.1//226 Transfer complete.");
    // By 3.0.3: a link is found by the name of what it points to, and not by its own.
    String hello = "-rw-r--r--    1 ftp      ftp            12 DATE hello.txt|";
    String link = "lrwxrwxrwx    1 ftp      ftp             9 DATE link -> hello.txt|";
    add("patterns: <LIST *.txt", LISTING + hello + LISTED, LISTING + hello + link + LISTED);
    add(
        "patterns: <NLST h*",
        LISTING + "hello.txt|" + LISTED,
        LISTING + "hello.txt|link|" + LISTED);
    add("patterns: <NLST li*", LISTING + "link|" + LISTED, LISTING + LISTED);
    // By 3.0.3: other words for what cannot be understood.
    add("extended ports: EPRT", "500 Bad EPRT command.", "500 Bad EPRT protocol.");
    add(
        "extended ports: EPRT |1|127.0.0.1|x|",
        "500 Bad EPRT command.",
        "500 Illegal EPRT command.");
  }

  /** Returns, by dialogue and line, what ours and theirs say. */
  static Map<String, List<String>> table() {
    return new Differences().all;
  }

  private void add(String line, String ours, String theirs) {
    all.put(line, new ArrayList<>(List.of(ours, theirs)));
  }

  private void folder(String line, String folder) {
    add(line, "257 \"" + folder + '"', "257 \"" + folder + "\" is the current directory");
  }

  private void sent(String line, String before) {
    add(line, before + END + "File send OK.", before + END + "Transfer complete.");
  }

  private void received(String line) {
    String before = "150 Ok to send data./";
    add(line, before + END + "File receive OK.", before + END + "Transfer complete.");
  }
}
