/** The login dialogue and the commands after it. */
@NullMarked
package dev.kitsune.ftp.command;

import org.jspecify.annotations.NullMarked;
