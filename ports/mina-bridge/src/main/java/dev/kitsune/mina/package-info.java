/** The platform-side link between Apache MINA and update gates, shared by the ports. */
@NullMarked
package dev.kitsune.mina;

import org.jspecify.annotations.NullMarked;
