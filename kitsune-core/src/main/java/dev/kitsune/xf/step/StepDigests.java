package dev.kitsune.xf.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kitsune.unit.VersionJar;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeSet;

/** Digests by which a transformer is known to be of the versions that are at hand. */
public final class StepDigests {

  private StepDigests() {}

  /** Returns the digest of a version's classes, line tables apart. */
  public static String of(VersionJar version) {
    MessageDigest digest = sha256();
    version
        .facts()
        .forEach(
            (name, facts) -> digest.update((name + ' ' + facts.digest() + '\n').getBytes(UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the digest of names, in any order. */
  public static String ofNames(Collection<String> names) {
    MessageDigest digest = sha256();
    new TreeSet<>(names).forEach(name -> digest.update((name + '\n').getBytes(UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
