#pragma once
#include <stddef.h>
#include <stdint.h>

/// A data base, with one query or statement at a time.
typedef struct GradusSQLite GradusSQLite;

/// What became of a call.
enum GradusSQLiteStatus {
  GradusSQLiteRow = 1,
  GradusSQLiteDone = 0,
  /// With a message.
  GradusSQLiteFailed = -1,
  /// The library is missing.
  GradusSQLiteMissing = -2,
};

/// What a value is.
enum GradusSQLiteType { GradusSQLiteNull = 0, GradusSQLiteInteger, GradusSQLiteReal, GradusSQLiteText, GradusSQLiteBlob };

/// Opens a file, or with `bytes` the content of one. Never writes. NULL where memory or the library is missing.
GradusSQLite *gradus_sqlite_open(const char *path, const uint8_t *bytes, size_t count);

/// Opens a file of our own to read and write, and makes it where `creates` is not 0 and there is none. NULL where memory or the library
/// is missing.
GradusSQLite *gradus_sqlite_open_to_write(const char *path, int creates);

/// Whether the library is there.
int gradus_sqlite_is_available(void);

void gradus_sqlite_close(GradusSQLite *base);

/// Begins a query, which must not change anything. Returns `GradusSQLiteDone`, or a failure.
enum GradusSQLiteStatus gradus_sqlite_query(GradusSQLite *base, const char *query);

/// The next row.
enum GradusSQLiteStatus gradus_sqlite_step(GradusSQLite *base);

int gradus_sqlite_columns(GradusSQLite *base);
const char *gradus_sqlite_name(GradusSQLite *base, int column);
enum GradusSQLiteType gradus_sqlite_type(GradusSQLite *base, int column);
double gradus_sqlite_number(GradusSQLite *base, int column);
int64_t gradus_sqlite_integer(GradusSQLite *base, int column);
const char *gradus_sqlite_text(GradusSQLite *base, int column);

/// How long a statement waits for another program that writes.
void gradus_sqlite_wait(GradusSQLite *base, int milliseconds);

/// Begins a statement, which may change something; `gradus_sqlite_step` runs it.
enum GradusSQLiteStatus gradus_sqlite_prepare(GradusSQLite *base, const char *statement);

/// Ends the query or statement, which else holds its lock until the next one begins.
void gradus_sqlite_end(GradusSQLite *base);

/// Values of a statement at places counted from 1; 0 where there is no such place. What is not bound is NULL.
int gradus_sqlite_bind_integer(GradusSQLite *base, int place, int64_t value);
int gradus_sqlite_bind_number(GradusSQLite *base, int place, double value);
int gradus_sqlite_bind_text(GradusSQLite *base, int place, const char *value);

/// The number of the row that was put in last.
int64_t gradus_sqlite_last_row(GradusSQLite *base);

/// What the library found wrong.
const char *gradus_sqlite_message(GradusSQLite *base);
