package dev.kitsune.ftp.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** Cases 21 to 33, 47 to 49: data connections. */
final class TransferCases {

  private static final String NO_ENDPOINT = "425 Use PORT or PASV first.";
  private static final String SENT = "226 File send OK.";
  private static final String NO_FILE = "550 Failed to open file.";
  private static final int BIG = 20_000_000;

  private TransferCases() {}

  static List<Case> all() {
    return List.of(
        new Case(21, "restart in the middle", Site::local, TransferCases::restart),
        new Case(22, "restart beyond the end", Site::local, TransferCases::restartBeyondEnd),
        new Case(23, "restart of an ASCII transfer", Site::local, TransferCases::asciiRestart),
        new Case(24, "listings keep the restart", Site::local, TransferCases::restartAcrossListing),
        new Case(25, "failures lose the restart", Site::local, TransferCases::restartLost),
        new Case(26, "no data connection", Site::anonymous, TransferCases::noEndpoint),
        new Case(27, "failures keep the endpoint", Site::local, TransferCases::endpointKept),
        new Case(28, "nobody connects", TransferCases::impatient, TransferCases::nobodyConnects),
        new Case(29, "bad PORT", Site::anonymous, TransferCases::badPort),
        new Case(30, "active download", Site::anonymous, TransferCases::active),
        new Case(31, "a stranger connects", Site::anonymous, TransferCases::stranger),
        new Case(32, "uploads", Site::local, TransferCases::upload),
        new Case(33, "upload onto a directory", Site::local, TransferCases::uploadOntoDirectory),
        new Case(47, "the client stops reading", TransferCases::stalling, TransferCases::stall),
        new Case(48, "the client closes early", TransferCases::bigSite, TransferCases::closeEarly),
        new Case(49, "commands in one segment", Site::anonymous, TransferCases::pipelined));
  }

  private static void restart(Context context) throws IOException {
    Ftp ftp = context.fred().expectStart("TYPE I", "200 ");
    Socket data = ftp.passive();

    ftp.expectStart("REST 4", "350 Restart position accepted")
        .expect("RETR a.txt", "150 Opening BINARY mode data connection for a.txt (8 bytes).");

    assertThat(Ftp.drain(data)).isEqualTo("two\n");
    ftp.then(SENT);
  }

  private static void restartBeyondEnd(Context context) {
    Ftp ftp = context.fred().expectStart("TYPE I", "200 ").expectStart("REST 100", "350 ");

    assertThat(ftp.download("RETR a.txt", SENT)).isEmpty();
  }

  private static void asciiRestart(Context context) {
    Ftp ftp = context.fred().expectStart("TYPE A", "200 ").expectStart("REST 4", "350 ");
    ftp.passiveAddress();

    ftp.expect("RETR a.txt", "550 No support for resume of ASCII transfer.");
  }

  private static void restartAcrossListing(Context context) {
    Ftp ftp = context.fred().expectStart("TYPE I", "200 ").expectStart("REST 4", "350 ");

    ftp.download("LIST", "226 Directory send OK.");

    assertThat(ftp.download("RETR a.txt", SENT)).isEqualTo("two\n");
  }

  private static void restartLost(Context context) {
    Ftp ftp = context.fred().expectStart("TYPE I", "200 ").expectStart("REST 4", "350 ");

    ftp.expect("RETR a.txt", NO_ENDPOINT);

    assertThat(ftp.download("RETR a.txt", SENT)).isEqualTo("one\ntwo\n");
  }

  private static void noEndpoint(Context context) {
    context
        .anonymous()
        .expect("RETR pub/hello.txt", NO_ENDPOINT)
        .expect("LIST", NO_ENDPOINT)
        .expect("NLST", NO_ENDPOINT);
  }

  private static void endpointKept(Context context) {
    Ftp ftp = context.fred().expectStart("TYPE I", "200 ");
    InetSocketAddress address = ftp.passiveAddress();

    ftp.expect("RETR nope", NO_FILE).expect("STOR /nope/x", "553 Could not create file.");

    Socket data = Ftp.connect(address);
    ftp.expectStart("RETR a.txt", "150 ");
    assertThat(Ftp.drain(data)).isEqualTo("one\ntwo\n");
    ftp.then(SENT).expect("RETR a.txt", NO_ENDPOINT);
  }

  private static Site impatient() {
    return Site.anonymous().set("accept_timeout=1");
  }

  private static void nobodyConnects(Context context) {
    Ftp ftp = context.anonymous();
    ftp.passiveAddress();

    ftp.expect("LIST", "425 Failed to establish connection.").expect("LIST", NO_ENDPOINT);
  }

  private static void badPort(Context context) {
    Ftp ftp = context.anonymous();
    for (String numbers :
        List.of(" 10,0,0,1,200,10", " 127,0,0,1,0,20", " 1,2,3", " a,b,c,d,e,f", "")) {
      ftp.expect("PORT" + numbers, "500 Illegal PORT command.");
    }
  }

  private static void active(Context context) throws IOException {
    Ftp ftp = context.anonymous();
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      listener.setSoTimeout(20_000);
      int port = listener.getLocalPort();

      ftp.expect(
          "PORT 127,0,0,1," + port / 256 + "," + port % 256,
          "200 PORT command successful. Consider using PASV.");
      ftp.send("RETR pub/hello.txt");

      assertThat(Ftp.drain(listener.accept())).isEqualTo("hello\nworld\n");
    }
    assertThat(ftp.reply()).startsWith("150 ");
    ftp.then(SENT);
  }

  private static void stranger(Context context) throws IOException {
    Ftp ftp = context.anonymous();
    InetSocketAddress address = ftp.passiveAddress();
    try (Socket stranger = new Socket()) {
      stranger.bind(new InetSocketAddress("127.0.0.2", 0));
      stranger.connect(address);

      ftp.expect("LIST", "425 Security: Bad IP connecting.");
    }
  }

  private static void upload(Context context) {
    Ftp ftp = context.fred().expectStart("TYPE I", "200 ");

    ftp.upload("STOR n", "12345");
    assertThat(context.site().read("home/n")).isEqualTo("12345");
    assertThat(context.site().modeOf("home/n")).isEqualTo("rw-------");
    ftp.upload("STOR n", "ab");
    assertThat(context.site().read("home/n")).isEqualTo("ab");
    ftp.upload("APPE n", "end");
    assertThat(context.site().read("home/n")).isEqualTo("abend");
  }

  private static void uploadOntoDirectory(Context context) {
    Ftp ftp = context.fred();
    ftp.passiveAddress();

    ftp.expect("STOR dir", "553 Could not create file.");
  }

  private static Site bigSite() {
    return Site.anonymous().write("root/big", new byte[BIG], "rw-r--r--");
  }

  private static Site stalling() {
    return bigSite().set("data_connection_timeout=1");
  }

  private static void stall(Context context) throws IOException {
    Ftp ftp = context.anonymous().expectStart("TYPE I", "200 ");
    try (Socket data = ftp.passive()) {
      ftp.expectStart("RETR big", "150 ");

      ftp.then("421 Data timeout. Reconnect. Sorry.").end();
      assertThat(data.isConnected()).isTrue();
    }
  }

  private static void closeEarly(Context context) throws IOException {
    Ftp ftp = context.anonymous().expectStart("TYPE I", "200 ");
    try (Socket data = ftp.passive()) {
      ftp.expectStart("RETR big", "150 ");
      data.setSoLinger(true, 0);
    }
    ftp.then("426 Failure writing network stream.").expectStart("NOOP", "200 ");
  }

  private static void pipelined(Context context) {
    Ftp ftp = context.anonymous().sendRaw("PWD\r\nNOOP\r\nQUIT\r\n");

    ftp.then("257 \"/\"");
    assertThat(ftp.reply()).startsWith("200 ");
    ftp.then("221 Goodbye.").end();
  }
}
