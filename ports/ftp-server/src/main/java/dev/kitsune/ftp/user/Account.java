package dev.kitsune.ftp.user;

/**
 * One account, as a line of {@code /etc/passwd} has it.
 *
 * @param name for logging in
 * @param hash as crypt(3) makes them; something else lets nobody in
 * @param uid the numeric user
 * @param gid the numeric group
 * @param home the home directory, in the server's file system
 * @param shell the login shell
 */
public record Account(String name, String hash, int uid, int gid, String home, String shell) {}
