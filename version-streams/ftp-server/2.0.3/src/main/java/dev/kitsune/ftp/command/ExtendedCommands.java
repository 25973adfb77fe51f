package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.session.DataEndpoint;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.text.Bytes;
import dev.kitsune.ftp.transfer.PassiveListener;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The commands of RFC 2428, which know more than one kind of address. */
final class ExtendedCommands {

  private static final int PARTS = 5;
  private static final int LEAST_PORT = 1024;
  private static final int HIGHEST_PORT = 65_535;
  private static final String IPV4 = "1";
  private static final String IPV6 = "2";

  private ExtendedCommands() {}

  static void passive(Session session, String argument) {
    boolean isIpv6 = isIpv6(session);
    if (Bytes.upper(argument).equals("ALL")) {
      session.epsvAll();
      Replies.send(session, 200, "EPSV ALL ok.");
      return;
    }
    if (!argument.isEmpty() && !argument.equals(isIpv6 ? IPV6 : IPV4)) {
      Replies.send(session, 522, "Bad network protocol.");
      return;
    }
    session.endpoint(null);
    try {
      DataEndpoint endpoint =
          PassiveListener.open(session.local().getAddress(), session.settings());
      session.endpoint(endpoint);
      Replies.send(
          session,
          229,
          "Entering Extended Passive Mode (|||" + PassiveListener.port(endpoint) + "|)");
    } catch (IOException e) {
      Replies.fail(session, "vsf_sysutil_bind");
    }
  }

  static void port(Session session, String argument) {
    session.endpoint(null);
    String[] parts =
        argument.isEmpty() ? new String[0] : argument.split(delimiter(argument), PARTS + 1);
    if (parts.length != PARTS || !parts[0].isEmpty() || !parts[PARTS - 1].isEmpty()) {
      Replies.send(session, 500, "Bad EPRT command.");
      return;
    }
    if (!parts[1].equals(isIpv6(session) ? IPV6 : IPV4)) {
      Replies.send(session, 500, "Bad EPRT protocol.");
      return;
    }
    InetSocketAddress target = target(parts[2], parts[3]);
    if (target == null) {
      Replies.send(session, 500, "Bad EPRT command.");
      return;
    }
    boolean isAllowed =
        session.settings().is(Flag.PORT_PROMISCUOUS)
            || target.getAddress().equals(session.address()) && target.getPort() >= LEAST_PORT;
    if (!isAllowed) {
      Replies.send(session, 500, "Illegal EPRT command.");
      return;
    }
    session.endpoint(new DataEndpoint(null, target));
    Replies.send(session, 200, "EPRT command successful. Consider using EPSV.");
  }

  private static String delimiter(String argument) {
    return Pattern.quote(argument.substring(0, 1));
  }

  private static @Nullable InetSocketAddress target(String address, String port) {
    // Only digits: nothing may be looked up.
    if (!address.matches("[0-9a-fA-F:.]+")
        || !address.contains(":") && !address.matches("([0-9]{1,3}[.]){3}[0-9]{1,3}")
        || !port.matches("[0-9]{1,5}")) {
      return null;
    }
    int number = Integer.parseInt(port);
    try {
      return number > HIGHEST_PORT
          ? null
          : new InetSocketAddress(InetAddress.getByName(address), number);
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isIpv6(Session session) {
    return session.local().getAddress() instanceof Inet6Address;
  }
}
