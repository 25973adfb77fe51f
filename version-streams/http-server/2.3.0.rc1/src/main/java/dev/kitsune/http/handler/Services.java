package dev.kitsune.http.handler;

import dev.kitsune.http.auth.Authenticator;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.file.FileServer;
import dev.kitsune.http.relay.Slave;
import dev.kitsune.http.server.Entrance;
import dev.kitsune.http.server.Server;
import org.jspecify.annotations.Nullable;

/** What requests are answered with. */
public record Services(Server server, FileServer files, Slave slave) implements Entrance {

  @Override
  public void admit(
      Client client, String path, @Nullable Authenticator authenticator, long endMillis) {
    GetRequest.admit(this, client, path, authenticator, endMillis);
  }
}
