package dev.kitsune.ftp.tls;

import dev.kitsune.NoMigrate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Reads a certificate with its key from PEM files, as the release's settings name them. */
public final class Certificates {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]+)-----END \\1-----");
  @NoMigrate private static final char[] NO_PASSWORD = {};

  /** Version 0 and the name of RSA, which stand before the key in PKCS#8. */
  @NoMigrate
  private static final byte[] RSA_NAME = Base64.getDecoder().decode("AgEAMA0GCSqGSIb3DQEBAQUA");

  private Certificates() {}

  /**
   * Makes what connections begin with.
   *
   * @param certificates file with the chain, the server's own first
   * @param key file with the key, perhaps the same
   * @throws IOException if one cannot be read, or is not what it should be
   */
  public static SSLContext read(Path certificates, Path key) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setKeyEntry("server", key(key), NO_PASSWORD, chain(certificates));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("not a certificate with its key: file=" + certificates, e);
    }
  }

  private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> chain = new ArrayList<>();
    Matcher blocks = blocks(file);
    while (blocks.find()) {
      if (blocks.group(1).equals("CERTIFICATE")) {
        chain.add(factory.generateCertificate(new ByteArrayInputStream(bytes(blocks.group(2)))));
      }
    }
    if (chain.isEmpty()) {
      throw new IOException("expected a certificate: file=" + file);
    }
    return chain.toArray(new Certificate[0]);
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    Matcher blocks = blocks(file);
    while (blocks.find()) {
      if (blocks.group(1).equals("PRIVATE KEY")) {
        return key(bytes(blocks.group(2)));
      }
      if (blocks.group(1).equals("RSA PRIVATE KEY")) {
        return key(wrapped(bytes(blocks.group(2))));
      }
    }
    throw new IOException("expected a private key without a password: file=" + file);
  }

  private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    } catch (InvalidKeySpecException e) {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    }
  }

  /** Puts a key of PKCS#1, as programs of the release's time write it, into PKCS#8. */
  private static byte[] wrapped(byte[] pkcs1) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(RSA_NAME);
    body.writeBytes(element(0x04, pkcs1));
    return element(0x30, body.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    element.write(0x82); // the length follows in two bytes
    element.write(content.length >> Byte.SIZE);
    element.write(content.length);
    element.writeBytes(content);
    return element.toByteArray();
  }

  private static Matcher blocks(Path file) throws IOException {
    return BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
  }

  private static byte[] bytes(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }
}
