package dev.kitsune.ftp.config;

import java.util.Locale;

/** The settings that are numbers (vsftpd 2.0.6: 20): seconds, ports, modes, bytes a second. */
public enum Count {
  ACCEPT_TIMEOUT(60),
  CONNECT_TIMEOUT(60),
  LOCAL_UMASK(077),
  ANON_UMASK(077),
  FTP_DATA_PORT(20),
  IDLE_SESSION_TIMEOUT(300),
  DATA_CONNECTION_TIMEOUT(300),
  PASV_MIN_PORT(5001),
  PASV_MAX_PORT(0),
  ANON_MAX_RATE(0),
  LOCAL_MAX_RATE(0),
  LISTEN_PORT(21),
  MAX_CLIENTS(0),
  FILE_OPEN_MODE(0666),
  MAX_PER_IP(0),
  TRANS_CHUNK_SIZE(0),
  MAX_LOGIN_FAILS(3),
  DELAY_FAILED_LOGIN(1),
  DELAY_SUCCESSFUL_LOGIN(0),
  CHOWN_UPLOAD_MODE(0600);

  private final int initial;

  Count(int initial) {
    this.initial = initial;
  }

  /** Returns the value without a file. */
  public int initial() {
    return initial;
  }

  /** Returns the name in the file. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
