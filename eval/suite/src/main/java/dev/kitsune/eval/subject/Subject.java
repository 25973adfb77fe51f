package dev.kitsune.eval.subject;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** A program that the suite can load: how it is started, asked, and put under load. */
public interface Subject {

  /** Returns the program's name in the catalogue. */
  String program();

  /**
   * Makes what a server needs in its folder: files, configuration. A second server may be started
   * with the same folder, and then finds what the first one left.
   *
   * @return the program's arguments after the port; empty for those of the version itself
   */
  List<String> prepare(Path data) throws IOException;

  /**
   * Opens the connections of a load on a server that has just been started.
   *
   * @throws IOException if the server does not take them
   */
  Load open(InetSocketAddress server) throws IOException;

  /** Asks a server over a new connection what it is; {@link Said#NOTHING} if it does not say. */
  Said ask(InetSocketAddress server);

  /**
   * Tells a server to keep what it has, and to end if that is one request; whoever asks ends the
   * process afterwards.
   */
  void keep(InetSocketAddress server) throws IOException;

  /** Returns in words what stopping and starting it again means. */
  String restart();

  /** Returns the names of what two builds are compared by. */
  List<String> operations();

  /**
   * Performs an operation many times, by a few clients at once, as fast as they are answered.
   *
   * @return answers a second
   * @throws IOException if an answer was wrong, or did not come
   */
  double perform(InetSocketAddress server, String operation, int count)
      throws IOException, InterruptedException;
}
