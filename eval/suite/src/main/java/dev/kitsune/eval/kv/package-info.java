/**
 * The load on kv-server: a data set of self-describing values, and a ledger of acknowledged writes.
 */
@NullMarked
package dev.kitsune.eval.kv;

import org.jspecify.annotations.NullMarked;
