package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Count;
import dev.kitsune.ftp.config.Text;
import dev.kitsune.ftp.file.FileOperations;
import dev.kitsune.ftp.file.Identity;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.user.Account;
import dev.kitsune.ftp.user.Accounts;
import java.io.IOException;

/** Gives what anonymous users upload to somebody else. */
final class Ownership {

  private Ownership() {}

  /** Makes a file that of {@code chown_username}. */
  static void give(Session session, String name) throws IOException {
    Account account =
        Accounts.of(session.settings()).find(session.settings().get(Text.CHOWN_USERNAME));
    if (account != null) {
      new Identity(account.uid(), account.gid()).give(session.jail().resolve(name));
      FileOperations.forceMode(
          session.jail(), name, session.settings().get(Count.CHOWN_UPLOAD_MODE));
    }
  }
}
