package dev.kitsune.http.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files and the configuration of the sheet's part D2; removed at the end. */
public final class Site implements AutoCloseable {

  private static final String PAGE =
      "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
          + "<xsl:output method='html'/><xsl:template match='/'><html><head><title>%s</title>"
          + "</head><body><xsl:for-each select='icestats/source'>[<xsl:value-of select='@mount'/>]"
          + "</xsl:for-each></body></html></xsl:template></xsl:stylesheet>";

  private final Path folder;
  private final List<String> more = new ArrayList<>();
  private int sources = 12;
  private int clients = 100;

  private Site(Path folder) {
    this.folder = folder;
  }

  /** Makes the site. */
  public static Site make() {
    try {
      Site site = new Site(Files.createTempDirectory("icecast").toRealPath());
      Files.createDirectories(site.folder.resolve("web/sub"));
      Files.createDirectories(site.folder.resolve("admin"));
      site.write("web/ten.txt", "0123456789");
      site.write("web/status.xsl", PAGE.formatted("Icecast Streaming Media Server"));
      site.write("admin/stats.xsl", PAGE.formatted("Statistics"));
      site.write("htpasswd", "fred:5ebe2294ecd0e0f08eab7690d2a6ee69\n");
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds elements to the configuration. */
  public Site add(String xml) {
    more.add(xml);
    return this;
  }

  /** Sets how many sources are allowed. */
  public Site sources(int limit) {
    sources = limit;
    return this;
  }

  /** Sets how many clients are allowed. */
  public Site clients(int limit) {
    clients = limit;
    return this;
  }

  /** Writes a file. */
  public void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the text of a file; of one that is not there an empty one. */
  public String read(String name) {
    try {
      Path file = folder.resolve(name);
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the folder of all of it. */
  public Path folder() {
    return folder;
  }

  /** Writes the configuration and returns its name. */
  public Path configuration() {
    write(
        "icecast.xml",
        """
        <icecast>
          <hostname>localhost</hostname>
          <limits>
            <clients>%d</clients><sources>%d</sources>
            <header-timeout>3</header-timeout><source-timeout>4</source-timeout>
          </limits>
          <authentication>
            <source-password>hackme</source-password>
            <admin-user>admin</admin-user><admin-password>adminpw</admin-password>
            <relay-password>relaypw</relay-password>
          </authentication>
          <listen-socket><port>8000</port><bind-address>127.0.0.1</bind-address></listen-socket>
          <listen-socket>
            <port>8001</port><bind-address>127.0.0.1</bind-address>
            <shoutcast-compat>1</shoutcast-compat>
          </listen-socket>
          <mount><mount-name>/auth.mp3</mount-name>
            <authentication type="htpasswd">
              <option name="filename" value="%s/htpasswd"/>
              <option name="allow_duplicate_users" value="0"/>
            </authentication>
          </mount>
          <mount><mount-name>/limited.mp3</mount-name><max-listeners>1</max-listeners></mount>
          <mount><mount-name>/nomount.mp3</mount-name><no-mount>1</no-mount></mount>
          <mount><mount-name>/hidden.mp3</mount-name><hidden>1</hidden></mount>
          <mount><mount-name>/pw.mp3</mount-name>
            <username>bob</username><password>bobpw</password></mount>
          <mount><mount-name>/main.mp3</mount-name>
            <fallback-mount>/backup.mp3</fallback-mount>
            <fallback-override>1</fallback-override></mount>
          %s
          <paths>
            <logdir>%s</logdir><webroot>%s/web</webroot><adminroot>%s/admin</adminroot>
            <alias source="/" dest="/status.xsl"/><alias source="/al" dest="/ten.txt"/>
          </paths>
          <logging><playlistlog>playlist.log</playlistlog><loglevel>4</loglevel></logging>
        </icecast>
        """
            .formatted(clients, sources, folder, String.join("\n", more), folder, folder, folder));
    return folder.resolve("icecast.xml");
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
