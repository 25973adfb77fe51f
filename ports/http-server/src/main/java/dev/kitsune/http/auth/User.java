package dev.kitsune.http.auth;

/** A line of a password file. */
public record User(String name, String hash) {}
