package dev.kitsune.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Answers look-ups of classes and resources by name for whichever version is current. It is the
 * context class loader of program threads, and where woven look-ups end: the JVM would remember
 * what a kept unit's own loader once found, for ever (DESIGN 3).
 */
public final class ProgramLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private volatile @Nullable LoadedVersion current;

  /** Makes a loader without a version yet. */
  public ProgramLoader(ClassLoader platform) {
    super("program", platform);
  }

  /** Sets the version that is asked from now on. */
  public void current(LoadedVersion version) {
    current = version;
  }

  /** Returns the version that is asked now. */
  public LoadedVersion version() {
    return java.util.Objects.requireNonNull(current, "no version yet");
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    LoadedVersion version = current;
    Class<?> found = version == null ? null : version.find(name);
    return found != null ? found : super.loadClass(name, resolve);
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own != null ? own : super.getResource(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    LoadedVersion version = current;
    byte[] content = version == null ? null : version.jar().resources().get(name);
    return version == null || content == null
        ? null
        : memoryUrl(version.jar().program() + "/" + version.jar().version() + "/" + name, content);
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL own = findResource(name);
    return own == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singleton(own));
  }

  private static URL memoryUrl(String path, byte[] content) {
    URLStreamHandler handler =
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) {
            return new MemoryConnection(url, content);
          }
        };
    try {
      return new URL("kitsune", null, -1, "/" + path, handler);
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A resource's bytes, which were read with the jar. */
  private static final class MemoryConnection extends URLConnection {
    private final byte[] content;

    MemoryConnection(URL url, byte[] content) {
      super(url);
      this.content = content;
    }

    @Override
    public void connect() throws IOException {
      connected = true;
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(content);
    }

    @Override
    public long getContentLengthLong() {
      return content.length;
    }
  }
}
