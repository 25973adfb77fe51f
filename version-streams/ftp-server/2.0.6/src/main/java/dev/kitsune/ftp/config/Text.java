package dev.kitsune.ftp.config;

import java.util.Locale;

/** The settings that are texts (vsftpd 2.0.6: 31, and three of ours); an empty one is not set. */
public enum Text {
  SECURE_CHROOT_DIR("/usr/share/empty"),
  FTP_USERNAME("ftp"),
  CHOWN_USERNAME("root"),
  XFERLOG_FILE("/var/log/xferlog"),
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
  VSFTPD_LOG_FILE("/var/log/vsftpd.log"),
  LISTEN_ADDRESS6(""),
  CMDS_ALLOWED(""),
  HIDE_FILE(""),
  DENY_FILE(""),
  USER_SUB_TOKEN(""),
  EMAIL_PASSWORD_FILE("/etc/vsftpd.email_passwords"),
  RSA_CERT_FILE("/usr/share/ssl/certs/vsftpd.pem"),
  DSA_CERT_FILE(""),
  SSL_CIPHERS("DES-CBC3-SHA"),
  RSA_PRIVATE_KEY_FILE(""),
  DSA_PRIVATE_KEY_FILE(""),
  CA_CERTS_FILE(""),
  USER_FILE(""),
  HOSTS_ALLOW_FILE("/etc/hosts.allow"),
  HOSTS_DENY_FILE("/etc/hosts.deny");

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
