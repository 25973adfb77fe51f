package dev.kitsune.eval.http;

import dev.kitsune.eval.subject.Account;
import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Findings;
import dev.kitsune.eval.subject.Numbered;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** Fetches one file again and again, each time over a new connection, and compares it. */
final class FileClient {

  private final String path;
  private final byte[] expected;
  private final HttpPlan plan;
  private final InetSocketAddress server;
  private final Findings findings;
  private final Account account;

  FileClient(
      String name,
      String path,
      int length,
      HttpPlan plan,
      InetSocketAddress server,
      Findings findings) {
    this.path = path;
    this.expected = Numbered.plain().bytes(0, length);
    this.plan = plan;
    this.server = server;
    this.findings = findings;
    this.account = new Account(name);
  }

  /** Fetches the file; returns whether there was an answer, right or not. */
  boolean fetch() {
    account.sent();
    boolean isOpen = false;
    try (Http http = Http.connect(server, plan.timeoutMillis())) {
      isOpen = true;
      String head = http.request("GET", path, "");
      byte[] body = http.rest();
      account.answered();
      if (!Http.isOk(head)) {
        findings.wrongReply(path + ": " + head);
      } else if (body.length < expected.length) {
        findings.bytesLost(path, body.length, expected.length - body.length);
      } else if (!Arrays.equals(body, expected)) {
        findings.altered(path, expected.length + " bytes", body.length + " other bytes");
      }
      return true;
    } catch (IOException e) {
      account.missing();
      if (isOpen) {
        findings.connectionDropped("GET " + path, e);
      }
      findings.unanswered(1);
      return false;
    }
  }

  ConnectionLedger ledger() {
    return account.ledger();
  }
}
