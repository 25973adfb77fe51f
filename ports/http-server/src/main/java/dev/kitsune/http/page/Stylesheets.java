package dev.kitsune.http.page;

import dev.kitsune.NoMigrate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.ErrorListener;
import javax.xml.transform.Templates;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.jspecify.annotations.Nullable;

/**
 * Applies style sheets. The three used last are kept, until their file changes. A new version makes
 * its own: they are nothing but copies of files.
 */
public final class Stylesheets {

  private record Sheet(FileTime modified, Templates templates) {}

  private static final int MOST = 3;

  @NoMigrate
  private static final Map<Path, Sheet> CACHE =
      new LinkedHashMap<>(MOST, 0.75f, /* accessOrder= */ true);

  private Stylesheets() {}

  /** Makes a page of a document; null if there is no such sheet or it cannot be used. */
  public static byte @Nullable [] apply(Path sheet, String document) {
    try {
      ByteArrayOutputStream page = new ByteArrayOutputStream();
      templates(sheet)
          .newTransformer()
          .transform(new StreamSource(new StringReader(document)), new StreamResult(page));
      return page.toByteArray();
    } catch (IOException | TransformerException e) {
      return null;
    }
  }

  private static synchronized Templates templates(Path file)
      throws IOException, TransformerException {
    FileTime modified = Files.getLastModifiedTime(file);
    Sheet known = CACHE.get(file);
    if (known == null || modified.compareTo(known.modified()) > 0) {
      TransformerFactory factory = TransformerFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "file"); // of xsl:include
      factory.setErrorListener(new Silent());
      known = new Sheet(modified, factory.newTemplates(new StreamSource(file.toFile())));
      if (CACHE.size() == MOST && !CACHE.containsKey(file)) {
        CACHE.remove(CACHE.keySet().iterator().next());
      }
      CACHE.put(file, known);
    }
    return known.templates();
  }

  /** Keeps the JDK from printing what is thrown as well. */
  private static final class Silent implements ErrorListener {

    @Override
    public void warning(TransformerException exception) {}

    @Override
    public void error(TransformerException exception) throws TransformerException {
      throw exception;
    }

    @Override
    public void fatalError(TransformerException exception) throws TransformerException {
      throw exception;
    }
  }
}
