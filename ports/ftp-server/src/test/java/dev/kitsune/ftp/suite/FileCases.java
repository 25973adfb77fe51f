package dev.kitsune.ftp.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Cases 16 to 20, 34 to 38, 42, 51: files, types, rights. */
final class FileCases {

  private static final String DENIED = "550 Permission denied.";
  private static final String NO_SIZE = "550 Could not get file size.";

  private FileCases() {}

  static List<Case> all() {
    return List.of(
        new Case(16, "deleting", Site::local, FileCases::delete),
        new Case(17, "renaming", Site::local, FileCases::rename),
        new Case(18, "sizes", Site::local, FileCases::size),
        new Case(19, "times", Site::local, FileCases::time),
        new Case(20, "types", Site::local, FileCases::type),
        new Case(34, "the mask of new files", Site::local, FileCases::umask),
        new Case(35, "modes", Site::local, FileCases::mode),
        new Case(36, "without the right to write", FileCases::readOnly, FileCases::mayNotWrite),
        new Case(37, "SITE of anonymous users", Site::anonymous, FileCases::anonymousSite),
        new Case(38, "anonymous users who may write", Site::writable, FileCases::anonymousWrites),
        new Case(42, "files that the world may not read", Site::anonymous, FileCases::secret),
        new Case(51, "settings of one user", FileCases::userSettings, FileCases::ownSettings));
  }

  private static void delete(Context context) {
    context
        .fred()
        .expect("DELE a.txt", "250 Delete operation successful.")
        .expect("DELE a.txt", "550 Delete operation failed.")
        .expect("DELE dir", "550 Delete operation failed.");
  }

  private static void rename(Context context) {
    context
        .fred()
        .expect("RNFR nope", "550 RNFR command failed.")
        .expectStart("RNTO b", "503 ")
        .expect("RNFR a.txt", "350 Ready for RNTO.")
        .expectStart("NOOP", "200 ")
        .expect("RNTO b.txt", "250 Rename successful.")
        .expectStart("RNTO c", "503 ");
    assertThat(context.site().read("home/b.txt")).isEqualTo("one\ntwo\n");
  }

  private static void size(Context context) {
    context
        .fred()
        .expect("SIZE a.txt", "213 8")
        .expect("SIZE dir", NO_SIZE)
        .expect("SIZE nope", NO_SIZE)
        .expectStart("TYPE A", "200 ")
        .expect("SIZE a.txt", "213 8");
  }

  private static void time(Context context) {
    Ftp ftp = context.fred();

    assertThat(ftp.call("MDTM a.txt")).matches("213 20\\d{12}");
    ftp.expect("MDTM dir", "550 Could not get file modification time.");
  }

  private static void type(Context context) {
    Ftp ftp = context.fred();
    for (String known : List.of("I", "L 8", "a n", "L8", "A")) {
      ftp.expectStart("TYPE " + known, "200 ");
    }
    ftp.expect("TYPE E", "500 Unrecognised TYPE command.")
        .expect("TYPE", "500 Unrecognised TYPE command.");
  }

  private static void umask(Context context) {
    context
        .fred()
        .expect("SITE UMASK", "200 Your current UMASK is 077")
        .expect("SITE UMASK 022", "200 UMASK set to 022")
        .expect("SITE UMASK", "200 Your current UMASK is 022")
        .expect("SITE UMASK 0", "200 UMASK set to 0");
  }

  private static void mode(Context context) {
    context
        .fred()
        .expect("SITE CHMOD 600 a.txt", "200 SITE CHMOD command ok.")
        .expect("SITE CHMOD 600 nope", "550 SITE CHMOD command failed.")
        .expect("SITE CHMOD 644", "500 SITE CHMOD needs 2 arguments.")
        .expect("SITE FOO", "500 Unknown SITE command.");
    assertThat(context.site().modeOf("home/a.txt")).isEqualTo("rw-------");
  }

  private static Site readOnly() {
    return Site.local().set("write_enable=NO");
  }

  private static void mayNotWrite(Context context) {
    Ftp ftp = context.fred();
    for (String line : List.of("STOR x", "MKD x", "DELE x", "RNFR x")) {
      ftp.expect(line, DENIED);
    }
    ftp.expect("SITE CHMOD 1 x", "500 Unknown SITE command.");
  }

  private static void anonymousSite(Context context) {
    context.anonymous().expect("SITE UMASK", DENIED).expect("SITE HELP", DENIED);
  }

  private static void anonymousWrites(Context context) {
    Ftp ftp = context.anonymous().expectStart("CWD incoming", "250 ");

    ftp.upload("STOR f1", "12345");

    assertThat(context.site().read("root/incoming/f1")).isEqualTo("12345");
    assertThat(context.site().modeOf("root/incoming/f1")).isEqualTo("rw-r--r--");
    ftp.expect("RNFR f1", "350 Ready for RNTO.")
        .expect("RNTO f2", "250 Rename successful.")
        .expect("DELE f2", "250 Delete operation successful.")
        .expect("MKD d", "257 \"/incoming/d\" created")
        .expect("RMD d", "250 Remove directory operation successful.");
  }

  private static void secret(Context context) {
    Ftp ftp = context.anonymous();
    ftp.passiveAddress();

    ftp.expect("RETR pub/secret", "550 Failed to open file.").expect("SIZE pub/secret", "213 1");
  }

  private static Site userSettings() {
    Site site = Site.local();
    return site.write("peruser/fred", "write_enable=NO\nlocal_umask=033\n", "rw-r--r--")
        .set("user_config_dir=" + site.folder().resolve("peruser"));
  }

  private static void ownSettings(Context context) {
    context.fred().expect("MKD x", DENIED).expect("SITE UMASK", "200 Your current UMASK is 033");
  }
}
