package dev.kitsune.eval.http;

import dev.kitsune.eval.subject.Numbered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files and the configuration that the load needs. */
final class HttpSite {

  /** The password of sources and of the administrator. */
  static final String PASSWORD = "hackme";

  static final String SMALL = "/small.txt";
  static final int SMALL_BYTES = 256;
  static final String LARGE = "/large.bin";
  static final int LARGE_BYTES = 20_000;

  private static final String CONFIGURATION =
      """
      <icecast>
        <hostname>localhost</hostname>
        <limits>
          <clients>10000</clients><sources>100</sources><threadpool>5</threadpool>
          <queue-size>4194304</queue-size><client-timeout>30</client-timeout>
          <header-timeout>15</header-timeout><source-timeout>30</source-timeout>
          <burst-on-connect>1</burst-on-connect><burst-size>65535</burst-size>
        </limits>
        <authentication>
          <source-password>%1$s</source-password><relay-password>%1$s</relay-password>
          <admin-user>admin</admin-user><admin-password>%1$s</admin-password>
        </authentication>
        <listen-socket><port>8000</port><bind-address>127.0.0.1</bind-address></listen-socket>
        <fileserve>1</fileserve>
        <paths>
          <logdir>%2$s</logdir><webroot>%2$s/web</webroot><adminroot>%2$s/admin</adminroot>
        </paths>
        <logging>
          <accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>2</loglevel>
        </logging>
      </icecast>
      """;

  private HttpSite() {}

  /** Makes everything, unless it is there, and returns the configuration's name. */
  static Path make(Path data) throws IOException {
    Path configuration = data.resolve("icecast.xml");
    if (!Files.exists(configuration)) {
      Path web = Files.createDirectories(data.resolve("web"));
      Files.createDirectories(data.resolve("admin"));
      Files.write(web.resolve(SMALL.substring(1)), Numbered.plain().bytes(0, SMALL_BYTES));
      Files.write(web.resolve(LARGE.substring(1)), Numbered.plain().bytes(0, LARGE_BYTES));
      Files.writeString(configuration, CONFIGURATION.formatted(PASSWORD, data));
    }
    return configuration;
  }
}
