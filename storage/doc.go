// Package storage keeps everything in one SQLite file and is the only room with
// SQL.
//
// A DB has one writer goroutine that owns the write connection. It takes
// whatever was queued while the last commit ran, runs it in one transaction
// (WAL, synchronous=FULL), commits once and tells everybody; it never waits for
// more. It speaks SQLite's own interface (conn), which costs a statement a
// fraction of what database/sql does; numbers and ids are kept in memory and
// stored once a commit. Reads go through a pool of read-only connections and never block the
// writer.
//
// Under load the rows of messages that are on their way are written later than
// what happens to them is committed (late.go); a reader never sees that.
//
// Text search goes through an index of three characters, which the writer fills
// when it has nothing else to do (fill.go).
package storage
