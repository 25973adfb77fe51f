/** The server under Kitsune: its versions, and steps with streams on the air. */
package dev.kitsune.http;
