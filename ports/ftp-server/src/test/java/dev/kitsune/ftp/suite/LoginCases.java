package dev.kitsune.ftp.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Cases 1 to 10: the dialogue before the login. */
final class LoginCases {

  private static final String NOT_YET = "530 Please login with USER and PASS.";
  private static final String PASSWORD = "331 Please specify the password.";
  private static final String INCORRECT = "530 Login incorrect.";
  private static final String USER_FIRST = "503 Login with USER first.";

  private LoginCases() {}

  static List<Case> all() {
    return List.of(
        new Case(1, "anonymous in any case", Site::anonymous, LoginCases::anyCase),
        new Case(
            2, "password first", Site::anonymous, c -> c.greeted().expect("PASS x", USER_FIRST)),
        new Case(3, "commands before the login", Site::anonymous, LoginCases::beforeLogin),
        new Case(4, "anonymous only", Site::anonymous, LoginCases::anonymousOnly),
        new Case(5, "bad password", Site::local, LoginCases::badPassword),
        new Case(6, "another name", Site::local, LoginCases::anotherName),
        new Case(7, "names that cannot be", Site::local, LoginCases::impossibleNames),
        new Case(8, "user list that denies", LoginCases::denyList, LoginCases::denied),
        new Case(9, "user list that allows", LoginCases::allowList, LoginCases::allowed),
        new Case(10, "quit", Site::anonymous, LoginCases::quit));
  }

  private static void anyCase(Context context) {
    context
        .greeted()
        .expect("user AnOnYmOuS", PASSWORD)
        .expectStart("pass x", "230 Login successful");
  }

  private static void beforeLogin(Context context) {
    Ftp ftp = context.greeted();
    for (String line : List.of("NOOP", "SYST", "PWD", "", "XYZZY")) {
      ftp.expect(line, NOT_YET);
    }
  }

  private static void anonymousOnly(Context context) {
    context
        .greeted()
        .expect("USER fred", "530 This FTP server is anonymous only.")
        .expect("PASS x", USER_FIRST);
  }

  private static void badPassword(Context context) {
    context
        .greeted()
        .expect("USER fred", PASSWORD)
        .expect("PASS bad", INCORRECT)
        .expect("PASS bad", USER_FIRST);
  }

  private static void anotherName(Context context) {
    context
        .greeted()
        .expect("USER mary", PASSWORD)
        .expect("USER fred", PASSWORD)
        .expectStart("PASS secret", "230 Login successful")
        .expect("PWD", "257 \"" + context.site().home() + "\"");
  }

  private static void impossibleNames(Context context) {
    context
        .greeted()
        .expect("USER " + "x".repeat(33), PASSWORD)
        .expect("PASS x", INCORRECT)
        .expect("USER -x", PASSWORD)
        .expect("PASS x", INCORRECT);
  }

  private static Site denyList() {
    return Site.local().set("userlist_enable=YES").setFile("userlist_file", "list", "fred\n");
  }

  private static void denied(Context context) {
    context
        .greeted()
        .expect("USER fred", "530 Permission denied.")
        .expect("PASS secret", USER_FIRST);
  }

  private static Site allowList() {
    return denyList().set("userlist_deny=NO");
  }

  private static void allowed(Context context) {
    context.greeted().expect("USER mary", "530 Permission denied.").fred();
  }

  private static void quit(Context context) {
    Ftp ftp = context.greeted().expect("QUIT", "221 Goodbye.");
    ftp.end();
    assertThat(context.anonymous().call("QUIT")).isEqualTo("221 Goodbye.");
  }
}
