package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.config.Text;
import dev.kitsune.ftp.file.Jail;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.text.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** The text that a directory shows to who enters it for the first time. */
final class DirectoryMessage {

  private static final int LONGEST = 4000;

  private DirectoryMessage() {}

  /** Sends the message of the directory that the session is in, if it was not there before. */
  static void send(Session session, int code) {
    if (!session.settings().is(Flag.DIRMESSAGE_ENABLE)) {
      return;
    }
    Jail jail = session.jail();
    if (session.visit(jail.workingDirectory())) {
      sendFile(session, code, jail);
    }
  }

  private static void sendFile(Session session, int code, Jail jail) {
    try (FileChannel file =
        FileChannel.open(
            jail.resolve(session.settings().get(Text.MESSAGE_FILE)), StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
      while (bytes.hasRemaining() && file.read(bytes) >= 0) {
        // until it is full or the file ends
      }
      lines(session, code, Bytes.text(bytes.array(), 0, bytes.position()));
    } catch (IOException e) {
      // most directories have none
    }
  }

  /** Sends each line of a text as part of a reply. */
  static void lines(Session session, int code, String text) {
    for (String line : text.split("\n")) {
      Replies.sendPart(session, code, line);
    }
  }
}
