package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.ftp.suite.Ftp;
import dev.kitsune.ftp.suite.Running;
import dev.kitsune.ftp.suite.Site;
import org.junit.jupiter.api.Test;

/** Settings that came with 2.0.0 to 2.0.6, in the release that brought them. */
final class SettingsOf20Test {

  @Test
  void version200_longMessagesAndOtherHomes() {
    try (Site site =
            Site.local()
                .set("tilde_user_enable=YES")
                .set("dirmessage_enable=YES")
                .write("home/dir/.message", ("x".repeat(99) + "\n").repeat(50), "rw-r--r--");
        Running server = Versions.plain("2.0.0", site);
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      assertThat(ftp.send("CWD dir").replyLines()).hasSize(41); // 4000 bytes of them, and the end
      ftp.expectStart("CWD ~ftp/pub", "550 ")
          .expectStart("CWD ~mary", "250 ")
          .expect("PWD", "257 \"" + site.home() + "\"")
          .expectStart("CWD ~ftp", "250 ")
          .expect("PWD", "257 \"" + site.root() + "\"");
    }
  }

  @Test
  void version203_anonymousUsersMustEncrypt() {
    try (Site site =
            Site.anonymous()
                .encrypting()
                .set("allow_anon_ssl=YES")
                .set("force_anon_logins_ssl=YES")
                .set("force_anon_data_ssl=YES");
        Running server = Versions.plain("2.0.3", site);
        Ftp ftp = Ftp.greeted(server.address())) {
      ftp.expect("USER ftp", "530 Anonymous sessions must use encryption.")
          .expectStart("AUTH TLS", "234 ")
          .encrypt()
          .anonymous()
          .passiveAddress();
      ftp.expect("LIST", "521 Data connections must be encrypted.");
    }
  }

  @Test
  void version203_aKeyMayHaveItsOwnFile() {
    try (Site site = Site.local().encrypting()) {
      String pem = site.read("server.pem");
      int end = pem.indexOf("-----BEGIN CERTIFICATE");
      site.setFile("rsa_private_key_file", "key.pem", pem.substring(0, end))
          .setFile("rsa_cert_file", "certificate.pem", pem.substring(end));
      try (Running server = Versions.plain("2.0.3", site);
          Ftp ftp = Ftp.greeted(server.address())) {

        ftp.expectStart("AUTH TLS", "234 ").encrypt().fred();
      }
    }
  }

  @Test
  void version204_timesAndAddresses() {
    try (Site site =
            Site.local()
                .set("mdtm_write=NO")
                .set("pasv_addr_resolve=YES")
                .set("pasv_address=localhost");
        Running server = Versions.plain("2.0.4", site);
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      String shown = ftp.call("MDTM a.txt");

      ftp.expect("MDTM 20030405060708 a.txt", shown).expect("MDTM a.txt", shown);
      ftp.expectStart("PASV", "227 Entering Passive Mode (127,0,0,1,");
    }
  }

  @Test
  void version205_welcomesLater() {
    try (Site site = Site.local().set("delay_successful_login=1");
        Running server = Versions.plain("2.0.5", site);
        Ftp ftp = Ftp.greeted(server.address())) {
      ftp.sendRaw("USER fred\r\nPASS secret\r\nPWD\r\n")
          .then("331 Please specify the password.")
          .silence()
          .then("230 Login successful.")
          .then("257 \"" + site.home() + "\"");
    }
  }

  @Test
  void version206_wantsCertificatesOfClients() {
    try (Site site = Site.local().encrypting().set("require_cert=YES");
        Running server = Versions.plain("2.0.6", site);
        Ftp ftp = Ftp.greeted(server.address())) {
      ftp.expectStart("AUTH TLS", "234 ");

      // With TLS 1.3 the client learns it only after its own side has agreed.
      assertThatThrownBy(() -> ftp.encrypt().call("NOOP")).isNotNull();
      try (Ftp next = Ftp.greeted(server.address())) {
        next.expectStart("USER fred", "530 ");
      }
    }
  }

  @Test
  void version206_encryptionNeedsTwoProcesses() {
    try (Site site = Site.anonymous().encrypting().set("one_process_model=YES");
        Running server = Versions.plain("2.0.6", site);
        Ftp ftp = Ftp.open(server.address())) {

      ftp.then("500 OOPS: vsftpd: SSL mode not compatible with 'one_process_model'").end();
    }
  }

  @Test
  void version206_modeOfUploadsThatAreGivenAway() {
    try (Site site =
            Site.writable()
                .set("chown_uploads=YES")
                .set("chown_username=mary")
                .set("chown_upload_mode=0640");
        Running server = Versions.plain("2.0.6", site);
        Ftp ftp = Ftp.greeted(server.address()).anonymous()) {
      ftp.expectStart("CWD incoming", "250 ").upload("STOR given", "x");

      assertThat(site.modeOf("root/incoming/given")).isEqualTo("rw-r-----");
    }
  }
}
