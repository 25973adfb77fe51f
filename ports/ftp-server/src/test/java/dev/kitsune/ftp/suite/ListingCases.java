package dev.kitsune.ftp.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Cases 39 to 41 and 43: listings. */
final class ListingCases {

  private static final String LISTED = "226 Directory send OK.";

  private ListingCases() {}

  static List<Case> all() {
    return List.of(
        new Case(39, "names", Site::anonymous, ListingCases::names),
        new Case(40, "columns", Site::anonymous, ListingCases::columns),
        new Case(41, "hidden owners", ListingCases::hidingSite, ListingCases::hiddenOwners),
        new Case(43, "directories below", ListingCases::recursiveSite, ListingCases::recursive));
  }

  private static void names(Context context) {
    Ftp ftp = context.anonymous().expectStart("CWD pub", "250 ");

    assertThat(ftp.download("NLST", LISTED).split("\r\n"))
        .containsExactly("hello.txt", "link", "noread", "secret", "sub");
    assertThat(ftp.download("NLST -a", LISTED).split("\r\n"))
        .containsExactly(".", "..", ".hidden", "hello.txt", "link", "noread", "secret", "sub");
    assertThat(ftp.download("NLST *.txt", LISTED)).isEqualTo("hello.txt\r\n");
    assertThat(ftp.download("NLST /pub/h*", LISTED)).isEqualTo("/pub/hello.txt\r\n");
    assertThat(ftp.download("NLST nope", LISTED)).isEmpty();
    assertThat(ftp.download("LIST /nope/x", "226 Transfer done (but failed to open directory)."))
        .isEmpty();
  }

  private static void columns(Context context) {
    String line = context.anonymous().download("LIST pub/hello.txt", LISTED);

    assertThat(line)
        .matches(
            "-rw-r--r--    1 \\d{1,8} +\\d{1,8} +      12 [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d hello.txt\r\n");
    assertThat(line.indexOf("      12 ")).isEqualTo(34);
  }

  private static Site hidingSite() {
    return Site.anonymous().set("hide_ids=YES");
  }

  private static void hiddenOwners(Context context) {
    assertThat(context.anonymous().download("LIST pub/hello.txt", LISTED))
        .startsWith("-rw-r--r--    1 ftp      ftp            12 ");
  }

  private static Site recursiveSite() {
    return Site.anonymous().set("ls_recurse_enable=YES");
  }

  private static void recursive(Context context) {
    String listing = context.anonymous().download("LIST -R", LISTED);

    assertThat(listing).startsWith(".:\r\ndrwxr-xr-x ").contains("\r\n\r\n./pub:\r\n");
    assertThat(listing).endsWith("\r\n\r\n./pub/sub:\r\n");
  }
}
