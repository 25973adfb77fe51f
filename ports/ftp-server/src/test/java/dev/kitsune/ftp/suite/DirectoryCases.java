package dev.kitsune.ftp.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Cases 11 to 15 and 44: directories. */
final class DirectoryCases {

  private static final String CHANGED = "250 Directory successfully changed.";
  private static final String NOT_MADE = "550 Create directory operation failed.";
  private static final String NOT_REMOVED = "550 Remove directory operation failed.";
  private static final String REMOVED = "250 Remove directory operation successful.";

  private DirectoryCases() {}

  static List<Case> all() {
    return List.of(
        new Case(11, "changing directories", Site::local, DirectoryCases::change),
        new Case(12, "confined users", DirectoryCases::confinedSite, DirectoryCases::confined),
        new Case(13, "list of confined users", DirectoryCases::listSite, DirectoryCases::listed),
        new Case(13, "list of free users", DirectoryCases::freeListSite, DirectoryCases::free),
        new Case(14, "making and removing", Site::local, DirectoryCases::makeAndRemove),
        new Case(15, "quotes in names", Site::local, DirectoryCases::quotes),
        new Case(
            44, "messages of directories", DirectoryCases::messageSite, DirectoryCases::message));
  }

  private static void change(Context context) {
    String home = context.site().home().toString();
    context
        .fred()
        .expect("CWD dir", CHANGED)
        .expect("PWD", "257 \"" + home + "/dir\"")
        .expect("CDUP", CHANGED)
        .expect("PWD", "257 \"" + home + "\"")
        .expect("CWD nope", "550 Failed to change directory.");
  }

  private static Site confinedSite() {
    return Site.local().set("chroot_local_user=YES");
  }

  private static void confined(Context context) {
    context.fred().expect("PWD", "257 \"/\"").expect("CWD ..", CHANGED).expect("PWD", "257 \"/\"");
  }

  private static Site listSite() {
    return Site.local()
        .set("chroot_list_enable=YES")
        .setFile("chroot_list_file", "jailed", "fred\n");
  }

  private static void listed(Context context) {
    context.fred().expect("PWD", "257 \"/\"");
  }

  private static Site freeListSite() {
    return listSite().set("chroot_local_user=YES");
  }

  private static void free(Context context) {
    context.fred().expect("PWD", "257 \"" + context.site().home() + "\"");
  }

  private static void makeAndRemove(Context context) {
    String home = context.site().home().toString();
    context
        .fred()
        .expect("MKD new", "257 \"" + home + "/new\" created")
        .expect("MKD new", NOT_MADE)
        .expect("XMKD new/sub", "257 \"" + home + "/new/sub\" created")
        .expect("RMD new", NOT_REMOVED)
        .expect("XRMD new/sub", REMOVED)
        .expect("RMD new", REMOVED)
        .expect("RMD new", NOT_REMOVED);
  }

  private static void quotes(Context context) {
    String shown = context.site().home() + "/q\"\"a";
    context
        .fred()
        .expect("MKD q\"a", "257 \"" + shown + "\" created")
        .expect("CWD q\"a", CHANGED)
        .expect("PWD", "257 \"" + shown + "\"");
  }

  private static Site messageSite() {
    return Site.anonymous()
        .set("dirmessage_enable=YES")
        .write("root/pub/.message", "first\nsecond\n", "rw-r--r--");
  }

  private static void message(Context context) {
    Ftp ftp = context.anonymous();

    assertThat(ftp.send("CWD pub").replyLines())
        .containsExactly("250-first", "250-second", CHANGED);
    assertThat(ftp.send("CWD /").replyLines()).containsExactly(CHANGED);
    assertThat(ftp.send("CWD pub").replyLines()).containsExactly(CHANGED);
  }
}
