package dev.kitsune.eval.ftp;

import dev.kitsune.eval.subject.Account;
import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Findings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** Connects, logs in, changes the directory, lists it and leaves: one request of the load. */
final class Visitor {

  private static final Set<String> NAMES =
      Set.copyOf(IntStream.range(0, FtpSite.LISTED).mapToObj(FtpSite::name).toList());

  private final FtpPlan plan;
  private final InetSocketAddress server;
  private final Findings findings;
  private final Account account;

  Visitor(int number, FtpPlan plan, InetSocketAddress server, Findings findings) {
    this.plan = plan;
    this.server = server;
    this.findings = findings;
    this.account = new Account("visitor-" + number);
  }

  /** Makes a visit; returns whether it was answered to its end. */
  boolean visit() {
    account.sent();
    boolean isOpen = false;
    try (FtpLink link = FtpLink.open(server, plan.timeoutMillis())) {
      isOpen = true;
      link.login("anonymous", "load@localhost");
      FtpLink.expect("250", link.call("CWD " + FtpSite.FOLDER));
      list(link);
      FtpLink.expect("221", link.call("QUIT"));
      account.answered();
      return true;
    } catch (UnexpectedReplyException e) {
      account.answered();
      findings.wrongReply("visit: " + e.getMessage());
      return true;
    } catch (IOException e) {
      account.missing();
      if (isOpen) {
        findings.connectionDropped("visit", e);
      }
      findings.unanswered(1);
      return false;
    }
  }

  ConnectionLedger ledger() {
    return account.ledger();
  }

  private static void list(FtpLink link) throws IOException {
    String text;
    try (Socket data = link.data(link.passive())) {
      FtpLink.expect("150", link.call("LIST"));
      text = new String(data.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    FtpLink.expect("226", link.reply());
    Set<String> names = new HashSet<>();
    for (String line : text.lines().toList()) {
      names.add(line.substring(line.lastIndexOf(' ') + 1));
    }
    if (!names.equals(NAMES)) {
      throw new UnexpectedReplyException("a list of " + NAMES.size() + " files", text);
    }
  }
}
