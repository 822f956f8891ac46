#include "include/CSQLite.h"

#include <CLibrary.h>
#include <stdlib.h>
#include <string.h>

#if __has_include(<sqlite3.h>)
#include <sqlite3.h>

// The functions of SQLite that the shim calls, looked up by name when first needed.
#define FUNCTIONS(X)                                                                                                     \
  X(sqlite3_open_v2)                                                                                                     \
  X(sqlite3_close_v2)                                                                                                    \
  X(sqlite3_prepare_v2)                                                                                                  \
  X(sqlite3_step)                                                                                                        \
  X(sqlite3_finalize)                                                                                                    \
  X(sqlite3_column_count)                                                                                                \
  X(sqlite3_column_name)                                                                                                 \
  X(sqlite3_column_type)                                                                                                 \
  X(sqlite3_column_double)                                                                                               \
  X(sqlite3_column_int64)                                                                                                \
  X(sqlite3_column_text)                                                                                                 \
  X(sqlite3_errmsg)                                                                                                      \
  X(sqlite3_deserialize)                                                                                                 \
  X(sqlite3_malloc64)                                                                                                    \
  X(sqlite3_limit)                                                                                                       \
  X(sqlite3_db_config)                                                                                                   \
  X(sqlite3_progress_handler)                                                                                            \
  X(sqlite3_stmt_readonly)                                                                                               \
  X(sqlite3_busy_timeout)                                                                                                \
  X(sqlite3_bind_int64)                                                                                                  \
  X(sqlite3_bind_double)                                                                                                 \
  X(sqlite3_bind_text)                                                                                                   \
  X(sqlite3_last_insert_rowid)
GRADUS_LIBRARY("libsqlite3.so.0", FUNCTIONS)

int gradus_sqlite_is_available(void) { return library_is_there(); }

struct GradusSQLite {
  sqlite3 *base;
  sqlite3_stmt *query;
  const char *message;
  /// How often ten million instructions of SQLite's machine are over without a row.
  int spent;
};

/// A query that gives no row for a thousand million instructions goes round in circles.
static int watch(void *state) { return ++((GradusSQLite *)state)->spent > 100; }

GradusSQLite *gradus_sqlite_open(const char *path, const uint8_t *bytes, size_t count) {
  if (!gradus_sqlite_is_available()) return NULL;
  GradusSQLite *result = calloc(1, sizeof *result);
  if (!result) return NULL;
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
  if (call_sqlite3_open_v2(bytes ? ":memory:" : path, &result->base, bytes ? SQLITE_OPEN_READWRITE : flags, NULL)) {
    result->message = "cannot be opened";
    return result;
  }
  // What a file says is not trusted with functions, other files or gigabytes.
  call_sqlite3_db_config(result->base, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  call_sqlite3_db_config(result->base, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  call_sqlite3_limit(result->base, SQLITE_LIMIT_ATTACHED, 0);
  call_sqlite3_limit(result->base, SQLITE_LIMIT_LENGTH, 1 << 26);
  call_sqlite3_progress_handler(result->base, 10000000, watch, result);
  if (bytes) {
    unsigned char *copy = call_sqlite3_malloc64(count ? count : 1);
    if (!copy) {
      result->message = "takes more memory than there is";
      return result;
    }
    memcpy(copy, bytes, count);
    // A file that keeps a log beside it has none here.
    if (count > 19 && copy[18] == 2 && copy[19] == 2) copy[18] = copy[19] = 1;
    if (call_sqlite3_deserialize(
          result->base, "main", copy, (sqlite3_int64)count, (sqlite3_int64)count,
          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)) {
      result->message = "cannot be opened";
    }
  }
  return result;
}

GradusSQLite *gradus_sqlite_open_to_write(const char *path, int creates) {
  if (!gradus_sqlite_is_available()) return NULL;
  GradusSQLite *result = calloc(1, sizeof *result);
  if (!result) return NULL;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (creates ? SQLITE_OPEN_CREATE : 0);
  if (call_sqlite3_open_v2(path, &result->base, flags, NULL)) return result;
  call_sqlite3_db_config(result->base, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  call_sqlite3_db_config(result->base, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  call_sqlite3_limit(result->base, SQLITE_LIMIT_ATTACHED, 0);
  return result;
}

void gradus_sqlite_wait(GradusSQLite *base, int milliseconds) { call_sqlite3_busy_timeout(base->base, milliseconds); }

enum GradusSQLiteStatus gradus_sqlite_prepare(GradusSQLite *base, const char *statement) {
  if (base->message) return GradusSQLiteFailed;
  call_sqlite3_finalize(base->query);
  base->query = NULL;
  base->spent = 0;
  if (call_sqlite3_prepare_v2(base->base, statement, -1, &base->query, NULL) || !base->query) return GradusSQLiteFailed;
  return GradusSQLiteDone;
}

void gradus_sqlite_end(GradusSQLite *base) {
  call_sqlite3_finalize(base->query);
  base->query = NULL;
}

int gradus_sqlite_bind_integer(GradusSQLite *base, int place, int64_t value) {
  return call_sqlite3_bind_int64(base->query, place, value) == SQLITE_OK;
}
int gradus_sqlite_bind_number(GradusSQLite *base, int place, double value) {
  return call_sqlite3_bind_double(base->query, place, value) == SQLITE_OK;
}
int gradus_sqlite_bind_text(GradusSQLite *base, int place, const char *value) {
  return call_sqlite3_bind_text(base->query, place, value, -1, SQLITE_TRANSIENT) == SQLITE_OK;
}

int64_t gradus_sqlite_last_row(GradusSQLite *base) { return call_sqlite3_last_insert_rowid(base->base); }

void gradus_sqlite_close(GradusSQLite *base) {
  call_sqlite3_finalize(base->query);
  call_sqlite3_close_v2(base->base);
  free(base);
}

enum GradusSQLiteStatus gradus_sqlite_query(GradusSQLite *base, const char *query) {
  if (base->message) return GradusSQLiteFailed;
  call_sqlite3_finalize(base->query);
  base->query = NULL;
  base->spent = 0;
  const char *rest = NULL;
  if (call_sqlite3_prepare_v2(base->base, query, -1, &base->query, &rest) || !base->query) return GradusSQLiteFailed;
  if (!call_sqlite3_stmt_readonly(base->query)) {
    base->message = "the query would change something; only what is read is allowed";
    return GradusSQLiteFailed;
  }
  return GradusSQLiteDone;
}

enum GradusSQLiteStatus gradus_sqlite_step(GradusSQLite *base) {
  base->spent = 0;
  switch (call_sqlite3_step(base->query)) {
  case SQLITE_ROW: return GradusSQLiteRow;
  case SQLITE_DONE: return GradusSQLiteDone;
  default: return GradusSQLiteFailed;
  }
}

int gradus_sqlite_columns(GradusSQLite *base) { return call_sqlite3_column_count(base->query); }
const char *gradus_sqlite_name(GradusSQLite *base, int column) { return call_sqlite3_column_name(base->query, column); }
double gradus_sqlite_number(GradusSQLite *base, int column) { return call_sqlite3_column_double(base->query, column); }
int64_t gradus_sqlite_integer(GradusSQLite *base, int column) { return call_sqlite3_column_int64(base->query, column); }
const char *gradus_sqlite_text(GradusSQLite *base, int column) {
  return (const char *)call_sqlite3_column_text(base->query, column);
}

enum GradusSQLiteType gradus_sqlite_type(GradusSQLite *base, int column) {
  switch (call_sqlite3_column_type(base->query, column)) {
  case SQLITE_INTEGER: return GradusSQLiteInteger;
  case SQLITE_FLOAT: return GradusSQLiteReal;
  case SQLITE_TEXT: return GradusSQLiteText;
  case SQLITE_BLOB: return GradusSQLiteBlob;
  default: return GradusSQLiteNull;
  }
}

const char *gradus_sqlite_message(GradusSQLite *base) {
  return base->message ? base->message : call_sqlite3_errmsg(base->base);
}

#else
struct GradusSQLite {
  int unused;
};
int gradus_sqlite_is_available(void) { return 0; }
GradusSQLite *gradus_sqlite_open(const char *path, const uint8_t *bytes, size_t count) {
  return (void)path, (void)bytes, (void)count, NULL;
}
void gradus_sqlite_close(GradusSQLite *base) { (void)base; }
enum GradusSQLiteStatus gradus_sqlite_query(GradusSQLite *base, const char *query) {
  return (void)base, (void)query, GradusSQLiteMissing;
}
enum GradusSQLiteStatus gradus_sqlite_step(GradusSQLite *base) { return (void)base, GradusSQLiteMissing; }
int gradus_sqlite_columns(GradusSQLite *base) { return (void)base, 0; }
const char *gradus_sqlite_name(GradusSQLite *base, int column) { return (void)base, (void)column, ""; }
enum GradusSQLiteType gradus_sqlite_type(GradusSQLite *base, int column) {
  return (void)base, (void)column, GradusSQLiteNull;
}
double gradus_sqlite_number(GradusSQLite *base, int column) { return (void)base, (void)column, 0; }
int64_t gradus_sqlite_integer(GradusSQLite *base, int column) { return (void)base, (void)column, 0; }
const char *gradus_sqlite_text(GradusSQLite *base, int column) { return (void)base, (void)column, ""; }
const char *gradus_sqlite_message(GradusSQLite *base) { return (void)base, ""; }
GradusSQLite *gradus_sqlite_open_to_write(const char *path, int creates) { return (void)path, (void)creates, NULL; }
void gradus_sqlite_wait(GradusSQLite *base, int milliseconds) { (void)base, (void)milliseconds; }
enum GradusSQLiteStatus gradus_sqlite_prepare(GradusSQLite *base, const char *statement) {
  return (void)base, (void)statement, GradusSQLiteMissing;
}
void gradus_sqlite_end(GradusSQLite *base) { (void)base; }
int gradus_sqlite_bind_integer(GradusSQLite *base, int place, int64_t value) {
  return (void)base, (void)place, (void)value, 0;
}
int gradus_sqlite_bind_number(GradusSQLite *base, int place, double value) {
  return (void)base, (void)place, (void)value, 0;
}
int gradus_sqlite_bind_text(GradusSQLite *base, int place, const char *value) {
  return (void)base, (void)place, (void)value, 0;
}
int64_t gradus_sqlite_last_row(GradusSQLite *base) { return (void)base, 0; }
#endif
