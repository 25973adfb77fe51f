package dev.kitsune.ftp.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Cases 45, 46, 50, 52 to 53: banners, limits, settings read again. */
final class LimitCases {

  private LimitCases() {}

  static List<Case> all() {
    return List.of(
        new Case(45, "a banner", LimitCases::bannerSite, LimitCases::banner),
        new Case(45, "a file of banners", LimitCases::bannerFileSite, LimitCases::bannerFile),
        new Case(46, "idle sessions", LimitCases::idleSite, LimitCases::idle),
        new Case(50, "too many clients", LimitCases::oneClientSite, LimitCases::oneClient),
        new Case(52, "nobody may log in", LimitCases::closedSite, LimitCases::nobody),
        new Case(53, "settings read again", Site::anonymous, LimitCases::reload));
  }

  private static Site bannerSite() {
    return Site.anonymous().set("ftpd_banner=Hi there");
  }

  private static void banner(Context context) {
    context.connect().then("220 Hi there");
  }

  private static Site bannerFileSite() {
    return Site.anonymous().setFile("banner_file", "banner", "one\ntwo\n");
  }

  private static void bannerFile(Context context) {
    assertThat(context.connect().replyLines()).containsExactly("220-one", "220-two", "220 ");
  }

  private static Site idleSite() {
    return Site.anonymous().set("idle_session_timeout=1");
  }

  private static void idle(Context context) {
    Ftp before = context.greeted();
    assertThat(before.reply()).startsWith("421 Timeout");
    before.end();

    // In one go: an update between two lines may take longer than the session may be idle.
    Ftp after = context.greeted().sendRaw("USER ftp\r\nPASS me@home\r\n");
    after.then("331 Please specify the password.");
    assertThat(after.reply()).startsWith("230 Login successful");
    context.between();
    assertThat(after.reply()).startsWith("421 Timeout");
    after.end();
  }

  private static Site oneClientSite() {
    return Site.anonymous().set("max_clients=1");
  }

  private static void oneClient(Context context) {
    context.greeted();

    context.connect().then("421 There are too many connected users, please try later.").end();
  }

  private static Site closedSite() {
    return Site.anonymous().set("anonymous_enable=NO").set("local_enable=NO");
  }

  private static void nobody(Context context) {
    context.connect().then("500 OOPS: vsftpd: both local and anonymous access disabled!").end();
  }

  private static void reload(Context context) {
    Ftp old = context.anonymous();
    context.site().set("pasv_enable=NO").configuration();

    context.server().signal("HUP");

    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .untilAsserted(() -> {
          Ftp fresh = context.anonymous();
          assertThat(fresh.call("PASV")).isEqualTo("550 Permission denied.");
        });
    assertThat(old.call("PASV")).startsWith("227 ");
  }
}
