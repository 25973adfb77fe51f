package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.http.config.Configuration;
import dev.kitsune.http.config.Configuration.Access;
import dev.kitsune.http.config.Configuration.Alias;
import dev.kitsune.http.config.Configuration.Directory;
import dev.kitsune.http.config.Configuration.FilePaths;
import dev.kitsune.http.config.Configuration.Limits;
import dev.kitsune.http.config.Configuration.ListenSocket;
import dev.kitsune.http.config.Configuration.Logging;
import dev.kitsune.http.config.Configuration.Master;
import dev.kitsune.http.config.Configuration.RelaySettings;
import dev.kitsune.http.config.Configuration.Security;
import dev.kitsune.http.config.ConfigurationFile;
import dev.kitsune.http.config.MountSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every element of an icecast.xml, and what holds without it: the table of the sheet's A13. */
final class ConfigurationFileTest {

  @TempDir private Path folder;

  private Configuration read(String inside) throws Exception {
    Path file = folder.resolve("icecast.xml");
    Files.writeString(file, "<icecast>" + inside + "</icecast>");
    return ConfigurationFile.read(file.toString());
  }

  @Test
  void emptyFile_hasTheDefaults() throws Exception {
    assertThat(read(""))
        .isEqualTo(
            new Configuration(
                "Earth",
                "icemaster@localhost",
                "localhost",
                /* fileserve= */ true,
                /* iceLogin= */ false,
                "/stream",
                new Limits(256, 16, 4, 102_400, 30, 15, 10, 65_536),
                new Access("changeme", null, null, null, null),
                new Master(null, 0, null, 120),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new FilePaths(
                    "/usr/local/icecast",
                    "/usr/local/icecast/logs",
                    "/usr/local/icecast/webroot",
                    "/usr/local/icecast/admin",
                    null),
                List.of(),
                new Logging("access.log", "error.log", null, 4),
                new Security(false, null, null)));
  }

  @Test
  void globalElements_areAllRead() throws Exception {
    Configuration read =
        read(
            """
            <location>here</location><admin>me@here</admin><hostname>host</hostname>
            <fileserve>0</fileserve><icelogin>1</icelogin><shoutcast-mount>/sc</shoutcast-mount>
            <limits>
              <clients>1</clients><sources>2</sources><threadpool>3</threadpool>
              <queue-size>4</queue-size><client-timeout>5</client-timeout>
              <header-timeout>6</header-timeout><source-timeout>7</source-timeout>
              <burst-on-connect>0</burst-on-connect><burst-size>8</burst-size>
            </limits>
            <authentication>
              <source-password>s</source-password><admin-user>au</admin-user>
              <admin-password>ap</admin-password><relay-user>ru</relay-user>
              <relay-password>rp</relay-password>
            </authentication>
            <master-server>m</master-server><master-server-port>9</master-server-port>
            <master-password>mp</master-password>
            <master-update-interval>10</master-update-interval>
            <port>11</port><bind-address>127.0.0.2</bind-address>
            <listen-socket>
              <port>12</port><bind-address>::1</bind-address><shoutcast-compat>1</shoutcast-compat>
            </listen-socket>
            <relay>
              <server>rs</server><port>13</port><mount>/r</mount><local-mount>/l</local-mount>
              <username>u</username><password>p</password>
              <relay-shoutcast-metadata>0</relay-shoutcast-metadata>
            </relay>
            <relay><server>rs2</server><mount>/r2</mount></relay>
            <directory>
              <yp-url>http://yp</yp-url><yp-url-timeout>14</yp-url-timeout>
              <touch-interval>40</touch-interval>
            </directory>
            <directory><yp-url>http://yp2</yp-url><touch-interval>2</touch-interval></directory>
            <paths>
              <basedir>/b</basedir><logdir>/log</logdir><webroot>/w/</webroot>
              <adminroot>/a/</adminroot><pidfile>/pid</pidfile>
              <alias source="/" dest="/x"/>
              <alias source="/y" dest="/z" port="15" bind-address="127.0.0.3"/>
            </paths>
            <logging>
              <accesslog>acc</accesslog><errorlog>-</errorlog><playlistlog>pl</playlistlog>
              <loglevel>2</loglevel>
            </logging>
            <security>
              <chroot>1</chroot>
              <changeowner><user>cu</user><group>cg</group></changeowner>
            </security>
            <unknown><clients>99</clients></unknown>
            """);

    assertThat(read)
        .isEqualTo(
            new Configuration(
                "here",
                "me@here",
                "host",
                /* fileserve= */ false,
                /* iceLogin= */ true,
                "/sc",
                new Limits(1, 2, 3, 4, 5, 6, 7, 8),
                new Access("s", "au", "ap", "ru", "rp"),
                new Master("m", 9, "mp", 10),
                List.of(
                    new ListenSocket(11, "127.0.0.2", false), new ListenSocket(12, "::1", true)),
                List.of(
                    new RelaySettings("rs", 13, "/r", "/l", "u", "p", false),
                    new RelaySettings("rs2", 0, "/r2", "/r2", null, null, true)),
                List.of(new Directory("http://yp", 14, 40), new Directory("http://yp2", 0, 30)),
                List.of(),
                new FilePaths("/b", "/log", "/w", "/a", "/pid"),
                List.of(new Alias("/", "/x", -1, null), new Alias("/y", "/z", 15, "127.0.0.3")),
                new Logging("acc", "-", "pl", 2),
                new Security(true, "cu", "cg")));
  }

  @Test
  void mountElements_areAllRead() throws Exception {
    Configuration read =
        read(
            """
            <mount>
              <mount-name>/m</mount-name><username>u</username><password>p</password>
              <dump-file>d</dump-file><max-listeners>1</max-listeners>
              <fallback-mount>/f</fallback-mount><fallback-override>1</fallback-override>
              <no-mount>1</no-mount><no-yp>1</no-yp><hidden>1</hidden><burst-size>2</burst-size>
              <queue-size>3</queue-size><source-timeout>4</source-timeout>
              <cluster-password>c</cluster-password>
              <authentication type="htpasswd">
                <option name="filename" value="users"/><option name="none"/>
              </authentication>
            </mount>
            <mount><mount-name>/n</mount-name></mount>
            """);

    assertThat(read.mounts())
        .containsExactly(
            new MountSettings(
                "/m",
                "u",
                "p",
                "d",
                1,
                "/f",
                true,
                true,
                true,
                true,
                2,
                3,
                4,
                "c",
                "htpasswd",
                Map.of("filename", "users")),
            new MountSettings(
                "/n", null, null, null, -1, null, false, false, false, false, -1, 0, 0, null, null,
                Map.of()));
  }

  @Test
  void burstOnConnect_setsTheSizeInTheFilesOrder() throws Exception {
    String off = "<burst-on-connect>0</burst-on-connect>";
    String size = "<burst-size>5</burst-size>";

    assertThat(read("<limits>" + size + off + "</limits>").limits().burstSize()).isZero();
    assertThat(read("<limits>" + off + size + "</limits>").limits().burstSize()).isEqualTo(5);
  }

  @Test
  void numbersThatAreNone_areZero() throws Exception {
    Configuration read =
        read("<limits><clients>many</clients><sources/><queue-size> 12k</queue-size></limits>");

    assertThat(read.limits().clients()).isZero();
    assertThat(read.limits().sources()).isZero();
    assertThat(read.limits().queueSize()).isEqualTo(12);
  }

  @Test
  void sourcePassword_isAlsoReadFromItsOldPlace() throws Exception {
    assertThat(read("<source-password>old</source-password>").access().sourcePassword())
        .isEqualTo("old");
  }

  @Test
  void socketsAndDirectories_areLimitedInNumber() throws Exception {
    Configuration read =
        read(
            "<listen-socket><port>1</port></listen-socket>".repeat(12)
                + "<directory><yp-url>http://yp</yp-url></directory>".repeat(30));

    assertThat(read.listenSockets()).hasSize(10);
    assertThat(read.directories()).hasSize(25);
  }
}
