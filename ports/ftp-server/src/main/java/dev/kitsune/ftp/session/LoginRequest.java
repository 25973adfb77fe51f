package dev.kitsune.ftp.session;

/**
 * A password that waits to be looked at.
 *
 * @param session who wants in
 * @param password as it was sent
 */
public record LoginRequest(Session session, String password) {}
