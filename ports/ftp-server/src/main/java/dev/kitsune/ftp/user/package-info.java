/** Who may log in: accounts, passwords, lists of names. */
@NullMarked
package dev.kitsune.ftp.user;

import org.jspecify.annotations.NullMarked;
