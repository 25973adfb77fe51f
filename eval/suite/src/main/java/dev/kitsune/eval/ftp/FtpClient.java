package dev.kitsune.eval.ftp;

import dev.kitsune.eval.load.ClosedLoop;
import dev.kitsune.eval.subject.Findings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client that visits, or downloads a file of 1 MB over one session. */
final class FtpClient implements ClosedLoop.Client {

  private final FtpPlan plan;
  private final InetSocketAddress server;
  private final boolean isVisiting;
  private final Findings findings = new Findings();
  private final FtpLink link;

  FtpClient(InetSocketAddress server, FtpPlan plan, boolean isVisiting) throws IOException {
    this.plan = plan;
    this.server = server;
    this.isVisiting = isVisiting;
    this.link = FtpLink.open(server, plan.timeoutMillis());
    link.login(FtpSite.USER, FtpSite.PASSWORD);
    FtpLink.expect("200", link.call("TYPE I"));
  }

  @Override
  public void ask() throws IOException {
    if (isVisiting) {
      new Visitor(0, plan, server, findings).visit();
      if (!findings.take().isClean()) {
        throw new IOException("a visit failed: server=" + server);
      }
      return;
    }
    long length = 0;
    try (Socket data = link.data(link.passive())) {
      FtpLink.expect("150", link.call("RETR " + FtpSite.MEDIUM));
      InputStream in = data.getInputStream();
      byte[] block = new byte[1 << 16];
      for (int read; (read = in.read(block)) >= 0; ) {
        length += read;
      }
    }
    FtpLink.expect("226", link.reply());
    if (length != FtpSite.MEDIUM_BYTES) {
      throw new IOException("expected " + FtpSite.MEDIUM_BYTES + " bytes, found " + length);
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
