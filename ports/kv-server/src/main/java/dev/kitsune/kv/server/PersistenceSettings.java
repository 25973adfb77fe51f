package dev.kitsune.kv.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is saved, when and where, and which server this one follows. */
public final class PersistenceSettings {

  /**
   * When to save by itself.
   *
   * @param seconds how long ago the last save must be
   * @param changes how many changes there must be since
   */
  public record SavePoint(int seconds, int changes) {}

  /** When the log of commands is brought to the disk itself. */
  public enum Fsync {
    ALWAYS,
    EVERYSEC,
    NO
  }

  /**
   * Whom this server follows.
   *
   * @param host its name or address
   * @param port where it listens
   */
  public record Master(String host, int port) {}

  private Path directory = Path.of(System.getProperty("kitsune.run", "."));
  private String dumpName = "dump.rdb";
  private boolean compressing = true;
  private List<SavePoint> savePoints =
      List.of(new SavePoint(3600, 1), new SavePoint(300, 100), new SavePoint(60, 10_000));
  private boolean appendOnly;
  private String logName = "appendonly.aof";
  private Fsync fsync = Fsync.EVERYSEC;
  private @Nullable Master master;
  private @Nullable String masterPassword;
  private boolean daemon;
  private String pidFile = "/var/run/redis.pid";

  /** Returns the file of a name, which may be relative to the directory of the data. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /** Returns the directory of the data. */
  public Path directory() {
    return directory;
  }

  /**
   * Sets the directory of the data, which may be relative to the one before.
   *
   * @throws IllegalArgumentException if there is no such directory
   */
  void setDirectory(String name) {
    Path wanted = directory.resolve(name);
    if (!Files.isDirectory(wanted)) {
      throw new IllegalArgumentException("Can't chdir to '" + name + "'");
    }
    directory = wanted;
  }

  /** Returns the dump's name. */
  public String dumpName() {
    return dumpName;
  }

  /** Sets the dump's name. */
  public void setDumpName(String name) {
    dumpName = name;
  }

  /** Returns the dump. */
  public Path dump() {
    return file(dumpName);
  }

  /** Returns whether long strings are compressed in dumps. */
  public boolean isCompressing() {
    return compressing;
  }

  /** Sets whether long strings are compressed in dumps. */
  void setCompressing(boolean wanted) {
    compressing = wanted;
  }

  /** Returns when to save by itself. */
  public List<SavePoint> savePoints() {
    return savePoints;
  }

  /** Sets when to save by itself. */
  public void setSavePoints(List<SavePoint> points) {
    savePoints = List.copyOf(points);
  }

  /** Returns whether commands are logged. */
  public boolean isAppendOnly() {
    return appendOnly;
  }

  /** Sets whether commands are logged. */
  public void setAppendOnly(boolean wanted) {
    appendOnly = wanted;
  }

  /** Returns the log of commands. */
  public Path log() {
    return file(logName);
  }

  /** Sets the name of the log of commands. */
  void setLogName(String name) {
    logName = name;
  }

  /** Returns when the log is brought to the disk. */
  public Fsync fsync() {
    return fsync;
  }

  /** Sets when the log is brought to the disk. */
  public void setFsync(Fsync policy) {
    fsync = policy;
  }

  /** Returns whom this server follows, or null. */
  public @Nullable Master master() {
    return master;
  }

  /** Sets whom this server follows; null for nobody. */
  public void setMaster(@Nullable Master other) {
    master = other;
  }

  /** Returns the password for the master, or null. */
  public @Nullable String masterPassword() {
    return masterPassword;
  }

  /** Sets the password for the master; null for none. */
  public void setMasterPassword(@Nullable String text) {
    masterPassword = text;
  }

  /** Returns whether this is meant to be a daemon, which has a file with its pid. */
  public boolean isDaemon() {
    return daemon;
  }

  /** Sets whether this is meant to be a daemon. */
  void setDaemon(boolean wanted) {
    daemon = wanted;
  }

  /** Returns the file for a daemon's pid. */
  public Path pidFile() {
    return file(pidFile);
  }

  /** Sets the file for a daemon's pid. */
  void setPidFile(String name) {
    pidFile = name;
  }
}
