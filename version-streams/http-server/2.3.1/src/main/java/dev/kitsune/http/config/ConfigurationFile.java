package dev.kitsune.http.config;

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
import dev.kitsune.http.config.MountSettings.Shown;
import dev.kitsune.http.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Reads an icecast.xml. Unknown elements are ignored, numbers read as C's {@code atoi} does. */
public final class ConfigurationFile {

  private static final int MOST_SOCKETS = 20;
  private static final int MOST_DIRECTORIES = 25;
  private static final int LEAST_TOUCH = 30;

  private ConfigurationFile() {}

  /**
   * Reads a file.
   *
   * @throws ConfigurationException if it cannot be read, is no XML or has another root
   */
  public static Configuration read(String file) throws ConfigurationException {
    Path path = Path.of(file).toAbsolutePath();
    try (InputStream in = Files.newInputStream(path)) {
      org.w3c.dom.Element root = builder().parse(in).getDocumentElement();
      if (!root.getTagName().equals("icecast")) {
        throw new ConfigurationException("XML config error: bad root element");
      }
      return icecast(new Element(root), path.getParent());
    } catch (IOException | SAXException e) {
      throw new ConfigurationException("XML config parsing error: " + e.getMessage());
    }
  }

  private static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("expected a parser without document types", e);
    }
  }

  private static Configuration icecast(Element root, @Nullable Path folder)
      throws ConfigurationException {
    return new Configuration(
        root.text("location", "Earth"),
        root.text("admin", "icemaster@localhost"),
        root.text("hostname", "localhost"),
        root.flag("fileserve", true),
        root.flag("icelogin", false),
        root.text("shoutcast-mount", "/stream"),
        limits(root),
        access(root),
        master(root),
        sockets(root),
        relays(root),
        directories(root),
        mounts(root),
        paths(root, folder),
        aliases(root),
        logging(root),
        security(root));
  }

  private static Limits limits(Element root) {
    Element in = child(root, "limits");
    return new Limits(
        in.number("clients", 256),
        in.number("sources", 16),
        Math.max(1, in.number("threadpool", 4)),
        in.number("queue-size", 512_000),
        in.number("client-timeout", 30),
        in.number("header-timeout", 15),
        in.number("source-timeout", 10),
        burstSize(in));
  }

  /** {@code burst-on-connect} 0 sets the size, which a later {@code burst-size} sets again. */
  private static int burstSize(Element limits) {
    int size = 65_536;
    for (Element each : limits.all()) {
      if (each.name().equals("burst-size")) {
        size = Math.max(0, Text.number(each.content()));
      } else if (each.name().equals("burst-on-connect") && Text.number(each.content()) == 0) {
        size = 0;
      }
    }
    return size;
  }

  private static Access access(Element root) {
    Element in = child(root, "authentication");
    return new Access(
        in.text("source-password", root.text("source-password", "changeme")),
        in.text("admin-user"),
        in.text("admin-password"),
        in.text("relay-user", "relay"),
        in.text("relay-password"));
  }

  private static Master master(Element root) {
    return new Master(
        root.text("master-server"),
        root.number("master-server-port", 0),
        root.text("master-username", "relay"),
        root.text("master-password"),
        root.number("master-update-interval", 120),
        root.flag("relays-on-demand", false));
  }

  private static List<ListenSocket> sockets(Element root) {
    List<ListenSocket> sockets = new ArrayList<>();
    if (root.last("port") != null) {
      sockets.add(new ListenSocket(root.number("port", 0), root.text("bind-address"), false));
    }
    for (Element each : root.all("listen-socket")) {
      if (sockets.size() < MOST_SOCKETS) {
        sockets.add(
            new ListenSocket(
                each.number("port", 0),
                each.text("bind-address"),
                each.flag("shoutcast-compat", false)));
      }
    }
    return List.copyOf(sockets);
  }

  private static List<RelaySettings> relays(Element root) {
    List<RelaySettings> relays = new ArrayList<>();
    for (Element each : root.all("relay")) {
      String mount = each.text("mount", "/");
      relays.add(
          new RelaySettings(
              each.text("server", "127.0.0.1"),
              each.number("port", 0),
              mount,
              each.text("local-mount", mount),
              each.text("username"),
              each.text("password"),
              each.flag("relay-shoutcast-metadata", true),
              each.flag("on-demand", root.flag("relays-on-demand", false))));
    }
    return List.copyOf(relays);
  }

  private static List<Directory> directories(Element root) {
    List<Directory> directories = new ArrayList<>();
    for (Element each : root.all("directory")) {
      String url = each.text("yp-url");
      if (url != null && directories.size() < MOST_DIRECTORIES) {
        directories.add(
            new Directory(
                url,
                each.number("yp-url-timeout", 0),
                Math.max(LEAST_TOUCH, each.number("touch-interval", LEAST_TOUCH))));
      }
    }
    return List.copyOf(directories);
  }

  /** A mount without a name is no mount. */
  private static List<MountSettings> mounts(Element root) {
    List<MountSettings> mounts = new ArrayList<>();
    for (Element each : root.all("mount")) {
      String name = each.text("mount-name");
      if (name != null) {
        mounts.add(mount(each, name));
      }
    }
    return List.copyOf(mounts);
  }

  private static MountSettings mount(Element in, String name) {
    Element authentication = in.last("authentication");
    return new MountSettings(
        name,
        in.text("username"),
        in.text("password"),
        in.text("dump-file"),
        in.number("max-listeners", -1),
        in.text("fallback-mount"),
        in.flag("fallback-override", false),
        in.flag("no-mount", false),
        in.flag("hidden", false),
        in.number("burst-size", -1),
        in.number("queue-size", 0),
        in.number("source-timeout", 0),
        in.text("cluster-password"),
        authentication == null ? null : authentication.attribute("type"),
        authentication == null ? Map.of() : options(authentication),
        in.text("intro"),
        in.number("mp3-metadata-interval", -1),
        in.text("on-connect"),
        in.text("on-disconnect"),
        in.number("public", in.flag("no-yp", false) ? 0 : -1),
        in.flag("fallback-when-full", false),
        Math.max(0, in.number("max-listener-duration", 0)),
        new Shown(
            in.text("stream-name"),
            in.text("stream-description"),
            in.text("stream-url"),
            in.text("genre"),
            in.text("bitrate"),
            in.text("type"),
            in.text("subtype")));
  }

  private static Map<String, String> options(Element authentication) {
    Map<String, String> options = new LinkedHashMap<>();
    for (Element each : authentication.all("option")) {
      String name = each.attribute("name");
      String value = each.attribute("value");
      if (name != null && value != null) {
        options.put(name, value);
      }
    }
    return options;
  }

  private static FilePaths paths(Element root, @Nullable Path folder) {
    Element in = child(root, "paths");
    String base = in.text("basedir", "/usr/local/icecast");
    return new FilePaths(
        base,
        in.text("logdir", "/usr/local/icecast/logs"),
        root(in.text("webroot", "/usr/local/icecast/webroot"), folder),
        root(in.text("adminroot", "/usr/local/icecast/admin"), folder),
        in.text("pidfile"));
  }

  private static List<Alias> aliases(Element root) {
    List<Alias> aliases = new ArrayList<>();
    for (Element each : child(root, "paths").all("alias")) {
      String source = each.attribute("source");
      String destination = each.attribute("dest");
      String port = each.attribute("port");
      if (source != null && destination != null) {
        aliases.add(
            new Alias(
                source,
                destination,
                port == null ? -1 : Text.number(port),
                each.attribute("bind-address")));
      }
    }
    return List.copyOf(aliases);
  }

  private static Logging logging(Element root) {
    Element in = child(root, "logging");
    return new Logging(
        in.text("accesslog", "access.log"),
        in.text("errorlog", "error.log"),
        in.text("playlistlog"),
        in.number("loglevel", 4),
        Math.max(0, in.number("logsize", 0)),
        in.flag("logarchive", false));
  }

  private static Security security(Element root) {
    Element in = child(root, "security");
    @Nullable Element owner = in.last("changeowner");
    return new Security(
        in.flag("chroot", false),
        owner == null ? null : owner.text("user"),
        owner == null ? null : owner.text("group"));
  }

  private static Element child(Element root, String name) {
    Element child = root.last(name);
    return child == null ? new Element(empty()) : child;
  }

  private static org.w3c.dom.Element empty() {
    return builder().newDocument().createElement("none");
  }

  /** A folder that is not there, but is beside the file, is that one: the sample's pages are. */
  private static String root(String path, @Nullable Path folder) {
    String root = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (folder != null && !Files.isDirectory(Path.of(root))) {
      Path beside = folder.resolve(root);
      return Files.isDirectory(beside) ? beside.toString() : root;
    }
    return root;
  }
}
