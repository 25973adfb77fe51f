package dev.kitsune.ftp.config;

import java.util.Locale;

/** The settings that are texts (vsftpd 1.1.0: 18, and one of ours); an empty one is not set. */
public enum Text {
  SECURE_CHROOT_DIR("/usr/share/empty"),
  FTP_USERNAME("ftp"),
  CHOWN_USERNAME("root"),
  XFERLOG_FILE("/var/log/vsftpd.log"),
  MESSAGE_FILE(".message"),
  NOPRIV_USER("nobody"),
  FTPD_BANNER(""),
  BANNED_EMAIL_FILE("/etc/vsftpd.banned_emails"),
  CHROOT_LIST_FILE("/etc/vsftpd.chroot_list"),
  PAM_SERVICE_NAME("ftp"),
  GUEST_USERNAME("ftp"),
  USERLIST_FILE("/etc/vsftpd.user_list"),
  ANON_ROOT(""),
  LOCAL_ROOT(""),
  BANNER_FILE(""),
  PASV_ADDRESS(""),
  LISTEN_ADDRESS(""),
  USER_CONFIG_DIR(""),
  USER_FILE("");

  private final String initial;

  Text(String initial) {
    this.initial = initial;
  }

  /** Returns the value without a file. */
  public String initial() {
    return initial;
  }

  /** Returns the name in the file. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
