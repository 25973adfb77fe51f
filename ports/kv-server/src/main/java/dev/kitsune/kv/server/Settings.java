package dev.kitsune.kv.server;

import dev.kitsune.kv.data.HashValue;
import org.jspecify.annotations.Nullable;

/** What the configuration file, the command line and {@code CONFIG SET} decide. */
public final class Settings {

  private int port = 6379;
  private @Nullable String bindAddress;
  private int idleSeconds = 300;
  private int databases = 16;
  private int maxClients;
  private LogLevel logLevel = LogLevel.VERBOSE;
  private @Nullable String logFile;
  private @Nullable String password;
  private long maxMemory;
  private HashValue.Limits zipmapLimits = new HashValue.Limits(64, 512);
  private boolean activeRehashing = true;
  private final PersistenceSettings persistence = new PersistenceSettings();
  private final SwapSettings swapping = new SwapSettings();

  /** Returns what may be in the swap file, and when. */
  public SwapSettings swapping() {
    return swapping;
  }

  /** Returns what is saved, when and where, and which server this one follows. */
  public PersistenceSettings persistence() {
    return persistence;
  }

  /** Returns the port to listen at; 0 lets the system choose. */
  public int port() {
    return port;
  }

  /** Sets the port to listen at. */
  public void setPort(int number) {
    port = number;
  }

  /** Returns the one address to listen at, or null for all. */
  public @Nullable String bindAddress() {
    return bindAddress;
  }

  /** Sets the one address to listen at. */
  void setBindAddress(String address) {
    bindAddress = address;
  }

  /** Returns after how long a silent client is disconnected; 0 means never. */
  public int idleSeconds() {
    return idleSeconds;
  }

  /** Sets after how long a silent client is disconnected. */
  public void setIdleSeconds(int seconds) {
    idleSeconds = seconds;
  }

  /** Returns how many databases there are. */
  public int databases() {
    return databases;
  }

  /** Sets how many databases there are. */
  void setDatabases(int count) {
    databases = count;
  }

  /** Returns how many clients may be connected; 0 means any number. */
  public int maxClients() {
    return maxClients;
  }

  /** Sets how many clients may be connected. */
  void setMaxClients(int count) {
    maxClients = count;
  }

  /** Returns the least level that is logged. */
  public LogLevel logLevel() {
    return logLevel;
  }

  /** Sets the least level that is logged. */
  void setLogLevel(LogLevel level) {
    logLevel = level;
  }

  /** Returns the file that the log goes to, or null for the standard output. */
  public @Nullable String logFile() {
    return logFile;
  }

  /** Sets the file that the log goes to. */
  void setLogFile(@Nullable String file) {
    logFile = file;
  }

  /** Returns the password that clients must give, or null. */
  public @Nullable String password() {
    return password;
  }

  /** Sets the password that clients must give; null for none. */
  public void setPassword(@Nullable String text) {
    password = text;
  }

  /** Returns how many bytes the data may take before keys are evicted; 0 means any number. */
  public long maxMemory() {
    return maxMemory;
  }

  /** Sets how many bytes the data may take. */
  public void setMaxMemory(long bytes) {
    maxMemory = bytes;
  }

  /** Returns up to where hashes keep their small form. */
  public HashValue.Limits zipmapLimits() {
    return zipmapLimits;
  }

  /** Sets up to where hashes keep their small form. */
  void setZipmapLimits(HashValue.Limits limits) {
    zipmapLimits = limits;
  }

  /** Returns whether growing tables are moved when nobody uses them, too. */
  public boolean isActiveRehashing() {
    return activeRehashing;
  }

  /** Sets whether growing tables are moved when nobody uses them, too. */
  void setActiveRehashing(boolean active) {
    activeRehashing = active;
  }
}
